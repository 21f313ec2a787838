import { discoveryRoot } from '../../cluster/discovery-root';
import { PodPlan } from '../../pod/pod-plan';
import { Discovery } from '../../requirements/discovery';
import { AppPort, WorkloadIntent } from '../workload-intent';

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
  const numbers = new Map(clientPorts(workload).map(({ name, number }) => [name, pod.entryOf(name) ?? number]));
  const main = options.port ?? clientPorts(workload)[0].name;
  const path = options.path ?? defaultPath(workload);
  const registration = { format, path, port: numbers.get(main)! };
  if (format !== 'serverset') return registration;
  numbers.delete(main);
  return {
    ...registration,
    ...(numbers.size > 0 && { additional: Object.fromEntries(numbers) }),
    ...(workload.numberedPods && { numbered: true }),
  };
}

/** The ports that clients call, the main one first. */
export function clientPorts({ ports, directPorts }: WorkloadIntent): AppPort[] {
  return [...ports, ...directPorts];
}

/** Contains name and namespace, as a DNS name does, so that no two services of a cluster share a path. */
function defaultPath({ cluster, name, namespace }: WorkloadIntent): string {
  return `${discoveryRoot(cluster.zooKeeper!)}/${name}.${namespace}/${cluster.environment}`;
}
