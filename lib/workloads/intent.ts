import { Duration } from 'cdk8s';
import { outgoingCalls } from './calls';
import { DeclaredCaller, spiffeIdsOf } from './declared-callers';
import { KindTraits } from './kind-traits';
import { appPort, OpenPort } from './open-ports';
import { Placement } from './placement';
import { PinterestWorkloadProps } from './workload-props';
import { expiryLabels } from '../labels/expiry';
import { MANAGED_BY, NAME_LABEL } from '../labels/keys';
import { ownerAnnotations, ownerLabels } from '../labels/owner';
import { Requirement } from '../requirements/requirement';
import { WorkloadIntent } from '../runtime/workload-intent';

/** Step 2: what the workload is and needs, independent of how Kubernetes runs it. */
export function intend(
  placement: Placement, props: PinterestWorkloadProps, traits: KindTraits, open: OpenPort[], callers: DeclaredCaller[],
): WorkloadIntent {
  const { name, cluster, namespace, owner, expires, release, runtimeNamespace } = placement;
  const appPorts = (ports: OpenPort[]) => ports.map(each => appPort(each, cluster));
  const serves = open.some(({ port: { access } }) => !access._monitoringOnly);
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
    dnsNames: serves ? dnsNames.flatMap(each => allNamesOf(each, namespace, cluster.dnsDomain)) : [],
    ports: appPorts(open.filter(({ proxied }) => proxied)),
    directPorts: appPorts(open.filter(each => traits.proxied && !each.proxied && each.port.access._certified)),
    callers: spiffeIdsOf(callers),
    calls: outgoingCalls(props.calls ?? [], placement, open),
    traffic: traits.traffic ?? {},
    exposed: open.some(({ exposed, proxied }) => exposed && proxied),
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
  const { dnsNames, ports, directPorts, callers, calls, requirements, labels, annotations } = intent;
  const lists = [...ports, ...directPorts].flatMap(port => [port.callers ?? [], port.callerPrefixes ?? []]);
  for (const each of [...lists, dnsNames, ports, directPorts, callers, calls, requirements, labels, annotations]) {
    Object.freeze(each);
  }
  return intent;
}

/** The DNS names of a Service, from short to fully qualified. */
function allNamesOf(service: string, namespace: string, dnsDomain: string): string[] {
  return [service, `${service}.${namespace}`, `${service}.${namespace}.svc`, `${service}.${namespace}.svc.${dnsDomain}`];
}

/** The requirements of any component, including those that have their own property. */
function requirementsOf(props: PinterestWorkloadProps, { discovery }: KindTraits): Requirement[] {
  const { requirements = [], secrets = [], dependencies = [], logs } = props;
  return [requirements, secrets, dependencies, discovery ?? [], logs ?? []].flat();
}
