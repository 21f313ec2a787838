import { Asked, dryRuns } from './dry-runs';
import { ClusterReader } from '../../cluster/cluster-reader';
import { Failure } from '../../cluster/read';
import { asHidden, asServerTakes } from '../objects/secret-values';
import { ask } from '../verdict/ask';
import { VerdictProgram } from '../verdict/verdict-program';

/** What a server makes of a document. */
export interface StoredForm {
  /** With its defaults; undefined if nobody knows. */
  readonly stored?: unknown;
  /** Whether the server itself has taken it, as a dry run. */
  readonly isApplied?: boolean;
  /** Why it does not take the document. */
  readonly refusal?: string;
  /** Why it could not be asked. */
  readonly failure?: Failure;
}

/** Documents as a server would store them: by Kubernetes' own code where it is installed, else by a dry run on the server. */
export async function storedForms(
  documents: readonly Asked[],
  program: VerdictProgram | undefined,
  reader: ClusterReader,
): Promise<StoredForm[]> {
  if (program === undefined) return dryRuns(documents, reader);
  const verdicts = await ask(program, documents.map(({ object }) => ({ document: asServerTakes<unknown>(object.content) })));
  return verdicts.map(({ stored }) => ({ stored: asHidden(stored) }));
}
