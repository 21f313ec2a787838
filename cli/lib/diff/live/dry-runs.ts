import { keyOf, liveKeyOf } from './keys';
import { LiveObject, managedFieldsOf } from './live-object';
import { objectsIn } from './search';
import { StoredForm } from './stored-forms';
import { ClusterReader } from '../../cluster/cluster-reader';
import { Failure, FailureReason } from '../../cluster/read';
import { groupBy } from '../../group-by';
import { PlannedObject } from '../objects/planned-object';

/** An object of which it is asked how the server would store it. */
export interface Asked {
  readonly object: PlannedObject;
  readonly live: LiveObject;
}

/** Of more objects than these the answer is large; for each of them alone, kubectl would take longer to start than to ask. */
const AT_ONCE = 200;

/** It said that all is well, and of an object nothing. */
const NO_ANSWER: Failure = { reason: FailureReason.OTHER, message: 'kubectl does not say how the server would store it' };

/** What it says to somebody who may not ask. */
const NO_RIGHT = /^\S+ ?\S* is forbidden: User .* cannot \w+ resource "[^"]*" in API group /;

/** What a server makes of documents, in their order: it is asked of those of a kind at once; then what it refuses is found. */
export async function dryRuns(documents: readonly Asked[], reader: ClusterReader): Promise<StoredForm[]> {
  // Values of Secrets are not known here.
  const asked = documents.filter(({ object }) => object.kind !== 'Secret');
  const groups = groupBy(asked, each => JSON.stringify([managerOf(each.live), each.object.apiVersion, each.object.kind]));
  const forms = new Map((await Promise.all([...groups.values()].flatMap(chunks).map(chunk => dryRun(chunk, reader)))).flat());
  return documents.map(each => forms.get(each) ?? {});
}

async function dryRun(documents: readonly Asked[], reader: ClusterReader): Promise<(readonly [Asked, StoredForm])[]> {
  const args = [
    'apply', '--server-side', '--dry-run=server', '--force-conflicts', `--field-manager=${managerOf(documents[0].live)}`,
    '-o', 'json', '-f', '-',
  ];
  const items = documents.map(({ object: { content, namespace } }) => (
    { ...content, metadata: { ...content.metadata, ...(namespace !== undefined && { namespace }) } }
  ));
  const { value, failure } = await reader.kubectl.run(args, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  if (failure === undefined) {
    const stored = new Map(objectsIn(value)?.map(each => [liveKeyOf(each), each]));
    return documents.map(each => {
      const form = stored.get(keyOf(each.object));
      return [each, form === undefined ? { failure: NO_ANSWER } : { stored: form, isApplied: true }] as const;
    });
  }
  // A quota or a policy says that it forbids, too.
  const isRefusal = failure.reason === FailureReason.OTHER
    || (failure.reason === FailureReason.FORBIDDEN && !NO_RIGHT.test(failure.message));
  const parts = isRefusal ? halves(documents) : [...groupBy(documents, ({ object }) => object.namespace).values()];
  if (parts.length > 1) return (await Promise.all(parts.map(part => dryRun(part, reader)))).flat();
  return documents.map(each => [each, isRefusal ? { refusal: failure.message } : { failure }] as const);
}

/** Whoever has applied an object: for others the same fields would be a conflict. */
function managerOf(live: LiveObject): string {
  return managedFieldsOf(live).find(({ operation, subresource }) => operation === 'Apply' && !subresource)?.manager ?? 'kubectl';
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, n) => all.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
}

function halves<T>(all: readonly T[]): (readonly T[])[] {
  const middle = Math.ceil(all.length / 2);
  return all.length < 2 ? [all] : [all.slice(0, middle), all.slice(middle)];
}
