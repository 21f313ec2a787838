import { compare, Comparison, Servers } from './comparison';
import { ObjectChangeType } from './objects/object-change';
import { atRevision, AtRevision } from './revision/at-revision';
import { sidesOf, Synth } from './side';
import { findVerdictProgram } from './verdict/verdict-program';
import { findProject, Project } from '../app/project';
import { problemsOf } from '../app/records';
import { newKey, runApp } from '../app/run-app';
import { CouldNot } from '../outcome';

/** How two synths are compared. */
export interface RevisionOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** The synth of the working tree against that of a revision, both run at once with what is installed now. */
export async function againstRevision(project: Project, revision: string, options: RevisionOptions): Promise<Comparison> {
  const key = newKey();
  return atRevision(project.directory, revision, options.env, options.signal, async at => {
    const was = findProject(at.directory);
    const [before, after] = await Promise.all([
      was ? synthOf(was, key, options, `The app as it was at ${revision}`) : { directory: at.directory, records: [] },
      synthOf(project, key, options, 'The app'),
    ]);
    const servers = serversOf([before, after], project.directory, options.env);
    const base = `${revision} (${at.commit.slice(0, 8)})`;
    const comparison = await compare(sidesOf(before, after), servers, base, notesOf(at, was === undefined, [before, after]));
    return isByTable(comparison, servers) ? { ...comparison, notes: [...comparison.notes, BY_TABLE] } : comparison;
  });
}

/** What an app says of its synth, if it has no problems. */
export async function synthOf(project: Project, key: string, { env, signal }: RevisionOptions, who: string): Promise<Synth> {
  const { records } = await runApp(project, { env, signal, key });
  const [problem] = problemsOf(records);
  if (problem) {
    throw new CouldNot(
      `${who} has problems: [${problem.path || 'app'}] ${problem.message}`,
      'Run "pinterest check" there, which tells all.',
    );
  }
  return { directory: project.directory, records };
}

/** Of clusters that somebody has declared: the version of another one is not known. */
export function serversOf(synths: readonly Synth[], directory: string, env: NodeJS.ProcessEnv): Servers {
  const clusters = synths.flatMap(({ records }) => records.flatMap(each => each.clusters.filter(({ declared }) => declared)));
  const servers = new Map(clusters.map(({ name, version }) => (
    [name, { version, program: findVerdictProgram(version, directory, env) }]
  )));
  return cluster => servers.get(cluster ?? '') ?? {};
}

const BY_TABLE = 'What the server would refuse is taken from a table of immutable fields: '
  + 'the verdict of its version is not installed (docs/verdict.md).';

/** Whether there is something that a server may refuse, and no program that knows. */
function isByTable({ objects }: Comparison, servers: Servers): boolean {
  return objects.some(({ type, after }) => type === ObjectChangeType.CHANGED && servers(after!.cluster).program === undefined);
}

function notesOf({ otherPackages }: AtRevision, isNew: boolean, synths: readonly Synth[]): string[] {
  return [
    ...(isNew ? ['At that revision the folder was no project yet: everything is new.'] : []),
    ...(otherPackages.length > 0
      ? [`These differ, and both sides were run with the packages that are installed now: ${otherPackages.join(', ')}.`] : []),
    ...(synths.some(({ records }) => records.some(({ complete }) => !complete))
      ? ['Only some charts of the app were selected: of the others nothing is known.'] : []),
  ];
}
