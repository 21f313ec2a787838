import { ClusterStatus, Scope } from './gather';
import { Health } from './health';
import { FailureReason } from '../cluster/read';
import { CouldNot } from '../outcome';

/** Nothing found is not healthy. @throws CouldNot if nothing can be said */
export function mustBeThere(status: ClusterStatus, { namespaces, expected }: Scope, wanted: string | undefined): ClusterStatus {
  const unreached = status.notRead.find(({ failure }) => failure.reason === FailureReason.UNREACHABLE);
  if (unreached !== undefined && status.workloads.every(({ health }) => health === Health.UNKNOWN || health === Health.MISSING)) {
    throw new CouldNot(
      `The cluster cannot be reached: ${unreached.failure.message}.`,
      'Try kubectl version with the same context.',
    );
  }
  if (status.workloads.length > 0) return status;
  if (expected !== undefined) {
    throw new CouldNot('The app has no workload there.', 'Look at --namespace, and at "pinterest tree".');
  }
  const [refused] = status.notRead.filter(({ what }) => what === 'deployments' || what === 'pods');
  const place = namespaces === undefined ? 'the cluster' : `the namespace ${namespaces.join(', ')}`;
  if (refused !== undefined) {
    throw new CouldNot(
      `Nothing of ${place} can be read: ${refused.failure.message}.`,
      'Name a namespace with -n, or ask for the permission.',
    );
  }
  const what = wanted === undefined ? 'no workload of the library' : `no workload ${wanted}`;
  throw new CouldNot(`There is ${what} in ${place}.`, 'Look with --all, or name its namespace with -n.');
}
