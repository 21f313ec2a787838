import { PodPlan } from '../../pod/pod-plan';
import { Discovery } from '../../requirements/discovery';
import { WorkloadIntent } from '../workload-intent';

/** What the registrar needs to know of a pod beside its address and name. */
export interface Registration {
  readonly format: string;
  readonly path: string;
  readonly port: number;
  /** Other ports, by name. */
  readonly additional?: { [name: string]: number };
  /** Whether the number at the end of the pod's name is its shard. */
  readonly numbered?: boolean;
}

export function registrationOf({ format, options }: Discovery, workload: WorkloadIntent, pod: PodPlan): Registration {
  const dialled = new Map(workload.ports.map(({ name, number }) => [name, pod.entryOf(name) ?? number]));
  const main = options.port ?? workload.ports[0].name;
  const path = options.path ?? defaultPath(workload);
  const registration = { format, path, port: dialled.get(main)! };
  if (format !== 'serverset') return registration;
  dialled.delete(main);
  return {
    ...registration,
    ...(dialled.size > 0 && { additional: Object.fromEntries(dialled) }),
    ...(workload.numberedPods && { numbered: true }),
  };
}

/** The folder of services where the cluster does not name one. */
const DISCOVERY_ROOT = '/discovery';

/** As in a DNS name, so that no two services of the cluster share a path. */
function defaultPath({ cluster, name, namespace }: WorkloadIntent): string {
  return `${cluster.zooKeeper?.root ?? DISCOVERY_ROOT}/${name}.${namespace}/${cluster.environment}`;
}
