import { DISCOVERY_REASONS } from './reasons';
import { installRegistrar } from './registrar';
import { clientPorts, registrationOf } from './registration';
import { discoveryRoot } from '../../cluster/discovery-root';
import { REGISTRATION_ANNOTATION } from '../../labels/keys';
import { PodPlan } from '../../pod/pod-plan';
import { Discovery, DISCOVERY } from '../../requirements/discovery';
import { FieldReasons } from '../../tree/field-reasons';
import { madeOf, optionsOf } from '../../validation/options';
import { must, Problem } from '../../validation/problem';
import { suggest } from '../../validation/suggest';
import { entryFolderProblems } from '../../validation/zookeeper-path';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { InstallTarget } from '../install-target';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';

/** Properties of a DiscoveryComponent. */
export interface DiscoveryComponentProps {
  /**
   * The registrar image, built from images/registrar of this library: a full name, or a short one such as `registrar:2026.11`,
   * which is taken from the platform's `imageRegistry`.
   */
  readonly image: string;
}

const PROPS = ['image'];

/**
 * Registers pods in ZooKeeper while they are ready, and removes them before they stop. Nothing runs in the pod: a daemon on
 * its node reads in the pod's annotation how to register it.
 */
export class DiscoveryComponent extends Component {
  public readonly name = DISCOVERY;
  public readonly phase = Phase.DISCOVERY;
  public readonly purpose?: string = 'registration in ZooKeeper, as long as a pod is ready';

  constructor(private readonly props: DiscoveryComponentProps) {
    super();
    this.props = optionsOf(props, PROPS) as DiscoveryComponentProps;
    madeOf(this, props, PROPS);
  }

  public suits(workload: WorkloadIntent): boolean {
    const isFound = workload.cluster.zooKeeper !== undefined && clientPorts(workload).length > 0;
    return isFound || requestedDiscovery(workload) !== undefined;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const discovery = requestedDiscovery(workload) ?? workload.cluster.zooKeeper?.format ?? Discovery.kingpin();
    if (discovery.format === 'none') return;
    const problems = discoveryProblems(discovery, workload);
    beside.report(...problems);
    if (problems.length === 0) {
      pod._annotateLater(REGISTRATION_ANNOTATION, () => JSON.stringify(registrationOf(discovery, workload, pod)));
    }
  }

  public install(target: InstallTarget): void {
    const { zooKeeper } = target.cluster;
    if (zooKeeper) installRegistrar(target, zooKeeper, target.platformImage(this.props.image));
  }

  public settings(): { [name: string]: string } {
    return { image: this.props.image };
  }

  /** @internal */
  public _reasons(): FieldReasons {
    return DISCOVERY_REASONS;
  }
}

function requestedDiscovery({ requirements }: WorkloadIntent): Discovery | undefined {
  return Discovery.among(requirements)[0];
}

function discoveryProblems({ format, options: { path, port } }: Discovery, workload: WorkloadIntent): Problem[] {
  const { cluster } = workload;
  if (!cluster.zooKeeper) {
    return [{
      field: 'discovery',
      value: format,
      rule: `needs ZooKeeper, which the cluster ${cluster.name} does not have`,
      fix: 'Set zooKeeper on the Cluster, or leave out discovery for that cluster.',
    }];
  }
  const names = clientPorts(workload).map(({ name }) => name);
  if (names.length === 0) {
    return [{
      field: 'discovery',
      value: format,
      rule: 'has no port to register',
      fix: 'Write container.portNumber, or leave discovery out.',
    }];
  }
  return [
    ...(path === undefined ? [] : entryFolderProblems('discovery.path', path, discoveryRoot(cluster.zooKeeper))),
    ...must(port === undefined || names.includes(port), () => (
      { field: 'discovery.port', value: port, rule: 'is not a port for clients', fix: suggest('ports', names) }
    )),
  ];
}
