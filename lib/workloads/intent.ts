import { Duration } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import { containerPorts } from './container-ports';
import { DeclaredCaller } from './declared-callers';
import { KindTraits } from './kind-traits';
import { Placement } from './placement';
import { TrafficProtocol } from './traffic-protocol';
import { PinterestWorkloadProps } from './workload-props';
import { expiryLabels } from '../labels/expiry';
import { MANAGED_BY, NAME_LABEL } from '../labels/keys';
import { ownerAnnotations, ownerLabels } from '../labels/owner';
import { Requirement } from '../requirements/requirement';
import { AppPort, WorkloadIntent } from '../runtime/workload-intent';

/** Step 2: what the workload is and needs, independent of how Kubernetes runs it. */
export function intend(
  placement: Placement, props: PinterestWorkloadProps, traits: KindTraits, ports: AppPort[], callers: DeclaredCaller[],
): WorkloadIntent {
  const { name, cluster, namespace, owner, expires, release, runtimeNamespace } = placement;
  const proxied = traits.proxied ? ports : [];
  const { dnsNames = [], drain = Duration.seconds(0) } = traits;
  const { stop = Duration.seconds(30) } = props;
  return frozen({
    name,
    kind: traits.kind,
    namespace,
    cluster,
    owner,
    release: release.name,
    runtimeNamespace,
    version: props.artifact?.version,
    spiffeId: cluster.spiffeId(namespace, accountOf(name, props)),
    dnsNames: ports.length > 0 ? dnsNames.flatMap(each => allNamesOf(each, namespace, cluster.dnsDomain)) : [],
    ports: proxied,
    callers: callers.map(caller => caller.spiffeId),
    traffic: traits.traffic ?? {},
    exposed: (traits.exposed ?? false) && proxied.length > 0,
    drainSeconds: drain.toSeconds(),
    stopSeconds: stop.toSeconds(),
    runsToCompletion: traits.runsToCompletion ?? false,
    runsOnEveryNode: traits.runsOnEveryNode ?? false,
    numberedPods: traits.numberedPods ?? false,
    usesNodeDisk: props.container.resources?.ephemeralStorage !== undefined,
    requirements: requirementsOf(props, traits),
    labels: { [NAME_LABEL]: name, ...MANAGED_BY, ...ownerLabels(owner), ...expiryLabels(expires) },
    annotations: ownerAnnotations(owner),
  });
}

/** The name of its service account. */
export function accountOf(name: string, { serviceAccount }: PinterestWorkloadProps): string {
  return serviceAccount?._account().name ?? name;
}

/** Its lists and maps cannot be changed: what one component drops or adds, all others and the kind would see. */
function frozen(intent: WorkloadIntent): WorkloadIntent {
  const { dnsNames, ports, callers, requirements, labels, annotations } = intent;
  for (const each of [dnsNames, ports, callers, requirements, labels, annotations]) Object.freeze(each);
  return intent;
}

/** The ports for callers: all but the one named `metrics`. */
export function appPorts(container: ContainerProps, protocol = TrafficProtocol.TCP): AppPort[] {
  const http = protocol !== TrafficProtocol.TCP;
  const http2 = protocol === TrafficProtocol.HTTP2;
  return containerPorts(container)
    .filter(port => port.name !== METRICS)
    .map((port, n) => ({
      name: port.name ?? (n === 0 ? (http ? 'http' : 'tcp') : `port-${port.number}`), number: port.number, http, http2,
    }));
}

/** The port that only monitoring reaches. */
export function metricsPort(container: ContainerProps): number | undefined {
  return containerPorts(container).find(port => port.name === METRICS)?.number;
}

const METRICS = 'metrics';

/** The DNS names of a Service, from short to fully qualified. */
function allNamesOf(service: string, namespace: string, dnsDomain: string): string[] {
  return [service, `${service}.${namespace}`, `${service}.${namespace}.svc`, `${service}.${namespace}.svc.${dnsDomain}`];
}

/** The requirements of any component, including those that have their own property. */
function requirementsOf(props: PinterestWorkloadProps, { discovery }: KindTraits): Requirement[] {
  const { requirements = [], secrets = [], dependencies = [], logs } = props;
  return [requirements, secrets, dependencies, discovery ?? [], logs ?? []].flat();
}
