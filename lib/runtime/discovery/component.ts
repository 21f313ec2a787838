import { REGISTRATION_ANNOTATION } from '../../labels/keys';
import { PodPlan } from '../../pod/pod-plan';
import { Discovery, DISCOVERY } from '../../requirements/discovery';
import { must, Problem } from '../../validation/problem';
import { suggest } from '../../validation/suggest';
import { zooKeeperPathProblems } from '../../validation/zookeeper-path';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { InstallTarget } from '../install-target';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';
import { installRegistrar } from './registrar';
import { registrationOf } from './registration';

/** Properties of a DiscoveryComponent. */
export interface DiscoveryComponentProps {
  /**
   * The image of the registrar, images/registrar of this library: `registrar:2026.11`, which is then looked for in the platform's
   * `imageRegistry`, or a full name.
   */
  readonly image: string;
}

/**
 * Pods that are ready are found in ZooKeeper, and pods that are about to stop no longer. Nothing runs in the pod: its
 * annotation says how it is to be registered, and a daemon on its node does it.
 */
export class DiscoveryComponent extends Component {
  public readonly name = DISCOVERY;
  public readonly phase = Phase.DISCOVERY;

  constructor(private readonly props: DiscoveryComponentProps) {
    super();
  }

  public suits(workload: WorkloadIntent): boolean {
    return asked(workload) !== undefined || (workload.cluster.zooKeeper !== undefined && workload.ports.length > 0);
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const discovery = asked(workload) ?? workload.cluster.zooKeeper?.format ?? Discovery.kingpin();
    if (discovery.format === 'none') return;
    const problems = discoveryProblems(discovery, workload);
    beside.report(...problems);
    if (problems.length === 0) {
      pod.addAnnotation(REGISTRATION_ANNOTATION, JSON.stringify(registrationOf(discovery, workload, pod)));
    }
  }

  public install(target: InstallTarget): void {
    const { zooKeeper } = target.cluster;
    if (zooKeeper) installRegistrar(target, zooKeeper, target.platformImage(this.props.image));
  }

  public settings(): { [name: string]: string } {
    return { image: this.props.image };
  }
}

function asked({ requirements }: WorkloadIntent): Discovery | undefined {
  return Discovery.among(requirements)[0];
}

function discoveryProblems({ format, options: { path, port } }: Discovery, { cluster, ports }: WorkloadIntent): Problem[] {
  if (!cluster.zooKeeper) {
    return [{
      field: 'discovery',
      value: format,
      rule: `needs ZooKeeper, which the cluster ${cluster.name} does not have`,
      fix: 'Leave discovery out there, or give the Cluster its zooKeeper.',
    }];
  }
  const names = ports.map(({ name }) => name);
  if (names.length === 0) {
    return [{
      field: 'discovery',
      value: format,
      rule: 'has no port to lead clients to',
      fix: 'Write container.portNumber, or leave discovery out.',
    }];
  }
  return [
    ...(path === undefined ? [] : zooKeeperPathProblems('discovery.path', path)),
    ...must(port === undefined || names.includes(port), () => (
      { field: 'discovery.port', value: port, rule: 'is no port for clients', fix: suggest('ports', names) }
    )),
  ];
}
