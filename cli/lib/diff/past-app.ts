import { synthOf } from './against-revision';
import { Past } from './live/look';
import { PlannedObject } from './objects/planned-object';
import { atRevision } from './revision/at-revision';
import { Git } from './revision/git';
import { sidesOf } from './side';
import { findProject, Project } from '../app/project';
import { CouldNot } from '../outcome';

/** How an app was at another time. */
export interface PastOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Which time; the last commit, if nobody says it and something has changed since. */
  readonly revision?: string;
  /** Those of the cluster. */
  readonly isOn: (object: PlannedObject) => boolean;
}

/** What the app of a project had at a revision. Where nobody has named one, what cannot be found out is not known. */
export function pastOf(project: Project, key: string, { env, signal, revision, isOn }: PastOptions): Past {
  const objectsAt = (wanted: string) => atRevision(project.directory, wanted, env, signal, async ({ directory }) => {
    const was = findProject(directory);
    if (was === undefined) return [];
    const synth = await synthOf(was, key, { env, signal }, `The app as it was at ${wanted}`);
    return sidesOf(synth, synth).before.objects.filter(isOn);
  });
  if (revision !== undefined) return { isNamed: true, objects: () => objectsAt(revision) };
  const sinceCommit = async () => {
    try {
      return await new Git(project.directory, env, signal).isClean() ? undefined : await objectsAt('HEAD');
    } catch (error) {
      if (error instanceof CouldNot && !signal?.aborted) return undefined;
      throw error;
    }
  };
  return { isNamed: false, objects: sinceCommit };
}
