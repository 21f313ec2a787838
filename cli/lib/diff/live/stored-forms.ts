import { LiveObject, managedFieldsOf } from './live-object';
import { ClusterReader } from '../../cluster/cluster-reader';
import { Failure, FailureReason } from '../../cluster/read';
import { PlannedObject } from '../objects/planned-object';
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
  documents: readonly { readonly object: PlannedObject; readonly live: LiveObject }[],
  program: VerdictProgram | undefined,
  reader: ClusterReader,
): Promise<StoredForm[]> {
  if (program === undefined) return Promise.all(documents.map(({ object, live }) => dryRun(object, live, reader)));
  const verdicts = await ask(program, documents.map(({ object }) => ({ document: asServerTakes<unknown>(object.content) })));
  return verdicts.map(({ stored }) => ({ stored: asHidden(stored) }));
}

/** Secrets are left out: their values are not known here. */
async function dryRun({ content, kind }: PlannedObject, live: LiveObject, reader: ClusterReader): Promise<StoredForm> {
  if (kind === 'Secret') return {};
  const manager = managedFieldsOf(live).find(({ operation, subresource }) => operation === 'Apply' && !subresource)?.manager;
  const args = ['apply', '--server-side', '--dry-run=server', '--force-conflicts', `--field-manager=${manager ?? 'kubectl'}`];
  const { value, failure } = await reader.kubectl.run([...args, '-o', 'json', '-f', '-'], JSON.stringify(content));
  if (failure === undefined) return { stored: JSON.parse(value) as unknown, isApplied: true };
  const isRefusal = failure.reason === FailureReason.OTHER;
  return isRefusal ? { refusal: failure.message } : { failure };
}
