import { discoveryRoot } from '../../cluster/discovery-root';
import { PodPlan } from '../../pod/pod-plan';
import { Discovery } from '../../requirements/discovery';
import { WorkloadIntent } from '../workload-intent';

/** What the registrar needs to know about a pod, besides its address and name. */
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
  const clientPorts = new Map(workload.ports.map(({ name, number }) => [name, pod.entryOf(name) ?? number]));
  const main = options.port ?? workload.ports[0].name;
  const path = options.path ?? defaultPath(workload);
  const registration = { format, path, port: clientPorts.get(main)! };
  if (format !== 'serverset') return registration;
  clientPorts.delete(main);
  return {
    ...registration,
    ...(clientPorts.size > 0 && { additional: Object.fromEntries(clientPorts) }),
    ...(workload.numberedPods && { numbered: true }),
  };
}

/** Contains name and namespace, as a DNS name does, so that no two services of a cluster share a path. */
function defaultPath({ cluster, name, namespace }: WorkloadIntent): string {
  return `${discoveryRoot(cluster.zooKeeper!)}/${name}.${namespace}/${cluster.environment}`;
}
