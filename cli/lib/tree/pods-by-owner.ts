import { ClusterReader } from '../cluster/cluster-reader';
import { KubernetesObject } from '../cluster/kubernetes-object';
import { resource } from '../cluster/resource';

/** A pod, as far as a tree shows it. */
export interface TreePod {
  readonly name: string;
  /** Such as `Running`. */
  readonly phase: string;
  readonly ready: boolean;
}

/** What makes pods for something else that does. */
const BETWEEN = [resource('apps/v1', 'replicasets'), resource('batch/v1', 'jobs')];

interface Owned extends KubernetesObject {
  readonly status?: { readonly phase?: string; readonly conditions?: { readonly type: string; readonly status: string }[] };
}

/** The pods of some namespaces, by the uid of whatever they come from at last: of a Deployment, not of its ReplicaSet. */
export async function podsByOwner(
  reader: ClusterReader, namespaces: readonly string[],
): Promise<{ readonly pods: ReadonlyMap<string, TreePod[]>; readonly notes: string[] }> {
  const read = await Promise.all(namespaces.flatMap(namespace => [resource('v1', 'pods'), ...BETWEEN].map(async what => (
    { what, namespace, list: await reader.list<Owned>(what, { namespace }, slim) }
  ))));
  const owners = new Map<string, string>();
  const pods = new Map<string, TreePod[]>();
  const notes = read.flatMap(({ what, namespace, list }) => (
    list.failure === undefined ? [] : `The ${what.plural} of ${namespace} could not be read: ${list.failure.message}.`
  ));
  const itemsOf = (plural: string) => read.flatMap(({ what, list }) => what.plural === plural ? list.value?.items ?? [] : []);
  for (const { plural } of BETWEEN) for (const each of itemsOf(plural)) setOwner(owners, each);
  for (const pod of itemsOf('pods')) {
    let at = ownerOf(pod);
    // A ReplicaSet of a Deployment, a Job of a CronJob: no chain is longer.
    for (let n = 0; at !== undefined && n < 5; n++) {
      pods.set(at, [...pods.get(at) ?? [], podOf(pod)]);
      at = owners.get(at);
    }
  }
  for (const each of pods.values()) each.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  return { pods, notes };
}

function setOwner(owners: Map<string, string>, object: Owned): void {
  const owner = ownerOf(object);
  if (owner !== undefined && object.metadata.uid !== undefined) owners.set(object.metadata.uid, owner);
}

function ownerOf({ metadata: { ownerReferences = [] } }: Owned): string | undefined {
  return ownerReferences.find(({ controller }) => controller)?.uid;
}

/** Nothing else is needed of many thousands. */
function slim({ metadata: { name, namespace, uid, ownerReferences }, status }: Owned): Owned {
  const conditions = status?.conditions?.filter(({ type }) => type === 'Ready');
  return { metadata: { name, namespace, uid, ownerReferences }, status: { phase: status?.phase, conditions } };
}

function podOf({ metadata: { name }, status: { phase = 'Unknown', conditions = [] } = {} }: Owned): TreePod {
  return { name, phase, ready: conditions.some(({ type, status }) => type === 'Ready' && status === 'True') };
}
