import { Construct } from 'constructs';
import { accountProblems, sharedAccountProblems } from './account-problems';
import { adoptionProblems, matchProblems, selectorProblems } from './adoption-problems';
import { artifactProblems } from './build';
import { callProblems, plannedCallProblems, uncalledWarnings } from './call-problems';
import { clashProblems, labelProblems } from './container-problems';
import { DeclaredCaller, missingCallers } from './declared-callers';
import { probedPort } from './declared-ports';
import { egressPortProblems, egressProblems, egressWorkloads } from './egress-rules';
import { foreignProblems } from './kind-properties';
import { KindTraits } from './kind-traits';
import { misspeltProperties } from './misspelt';
import { OpenPort } from './open-ports';
import { Placement } from './placement';
import { WorkloadPlan } from './plan';
import { plannedStringProblems } from './planned-problems';
import { portProblemsOf } from './port-problems';
import { plannedProbeProblems, probeProblems } from './probe-problems';
import { referenceProblems, unreplacedProblems } from './reference-problems';
import { nameCollisions } from './registry';
import { renderedProblems } from './rendered-problems';
import { securityProblems } from './security-problems';
import { serverProblems } from './server-problems';
import { tenantProblems } from './tenant-problems';
import { PinterestWorkloadProps } from './workload-props';
import { Cluster } from '../cluster/cluster';
import { Platform } from '../platform/platform';
import { completionProblems } from '../pod/completion';
import { healthProblems } from '../pod/health-probes';
import { misfitProblems } from '../pod/patch-fit';
import { patchProblems } from '../pod/patch-problems';
import { PodPlan } from '../pod/pod-plan';
import { podOptionProblems } from '../pod/pod-settings';
import { renderPod } from '../pod/render';
import { watchingProblems } from '../pod/watching';
import { nameProblems, reservedNameProblems } from '../resources/names';
import { WorkloadIntent } from '../runtime/workload-intent';
import { reportFindings } from '../validation/findings';
import { Problem, report, reportLater } from '../validation/problem';
import { warn } from '../validation/warning';
import { keyed } from '../validation/words';

/** All that is looked at. */
export interface Checked {
  readonly scope: Construct;
  readonly placement: Placement;
  readonly intent: WorkloadIntent;
  readonly planned: WorkloadPlan;
  /** The callers of the whole workload. */
  readonly callers: DeclaredCaller[];
  readonly props: PinterestWorkloadProps;
  readonly traits: KindTraits;
  /** The ports of all containers, once the tree is whole. */
  readonly ports: () => OpenPort[];
}

/** Step 4: reports problems with the input now, and problems with the plan once the whole tree is built. */
export function check({ scope, placement, intent, planned, callers, props, traits, ports }: Checked): void {
  const { cluster } = intent;
  const egress = props.network?.egress;
  const { calls = [] } = props;
  let warned = false;
  const onNodesNetwork = planned.application.spec.hostNetwork === true;
  const name = [nameProblems(intent.name, traits.longestName), reservedNameProblems(intent.name, intent.namespace)].flat();
  reportFindings(scope, ...placement.findings);
  report(scope, ...[
    name,
    inputProblems(planned, props, cluster, traits),
    egressProblems(egress, placement, onNodesNetwork),
    callProblems(calls, intent, planned.application),
    accountProblems(scope, intent, props),
    // A daemon outside of an infrastructure namespace is refused as such.
    intent.runsOnEveryNode ? [] : tenantProblems(props, intent.namespace, Platform.of(scope).infrastructureNamespaces),
  ].flat());
  const callersOf = () => [...callers, ...ports().flatMap(({ ownCallers }) => ownCallers)];
  const configEnv = Object.keys(props.config?.env ?? {});
  if (configEnv.length > 0) warn(scope, ...unreplacedProblems(props.config?.env ?? {}, variablesOf(planned)));
  warn(scope, ...misspeltProperties(traits.kind, props));
  reportLater(scope, () => {
    // Once, however often the app is looked at.
    if (!warned) warn(scope, ...uncalledWarnings(scope, callersOf(), intent));
    warned = true;
    return [];
  });
  reportLater(scope, () => [
    clashProblems(planned.application, configEnv, planned.pod, intent.calls),
    planned.wrongPorts.length > 0 ? [] : portProblemsOf(ports(), planned, cluster, traits),
    labelProblems(planned.podLabels, planned.pod),
    addedStringProblems(scope, planned.pod, name),
    podProblems(planned, cluster),
    nameCollisions(scope, intent),
    missingCallers(scope, [...callersOf(), ...egressWorkloads(egress, placement)], cluster.name),
    sharedAccountProblems(scope, callersOf(), intent),
    egressPortProblems(scope, egress, placement),
    selectorProblems(scope, traits.adoption, intent),
    matchProblems(scope, props.placement, intent),
    plannedCallProblems(scope, calls, intent, placement, planned.application, planned.pod),
  ].flat());
}

function inputProblems(
  { wrongPorts, problems, application, podLabels }: WorkloadPlan,
  props: PinterestWorkloadProps,
  cluster: Cluster,
  traits: KindTraits,
): Problem[] {
  return [
    foreignProblems(traits.kind, props),
    adoptionProblems(traits.adoption, traits.kind),
    wrongPorts,
    artifactProblems(props),
    podOptionProblems(props, cluster, props.placement ? traits.podSpec?.(podLabels) : {}, traits.runsOnEveryNode),
    problems,
    probeProblems(application.container.spec, props.health),
    props.health ? healthProblems(probedPort(props), props.health) : [],
    renderedProblems('container', application.container),
    referenceProblems('container', application.container),
  ].flat();
}

function podProblems({ application, pod }: WorkloadPlan, { version }: Cluster): Problem[] {
  return [
    securityProblems(application, pod),
    serverProblems(application, pod),
    plannedProbeProblems(pod),
    completionProblems(application, pod, version),
    misfitProblems(application, pod, version, renderPod),
    pod._read().containers.flatMap(({ name, container, health }) => {
      const field = keyed('pod.containers', name);
      const asked = health ? probeProblems(container.spec, health) : [];
      return [...referenceProblems(field, container), ...asked.map(each => ({ ...each, field: `${field}.${each.field}` }))];
    }),
    watchingProblems(application, pod),
    patchProblems(application, pod, version),
  ].flat();
}

/** The variables that its container has now. */
function variablesOf({ application, pod }: WorkloadPlan): string[] {
  return [...pod._read().env.keys(), ...(application.container.spec.env ?? []).map(({ name }) => name)];
}

/** What comes of an input that is refused is not refused once more. */
function addedStringProblems(scope: Construct, pod: PodPlan, name: Problem[]): Problem[] {
  const { users, others } = plannedStringProblems(pod);
  const known = () => name.length > 0 || scope.node.findAll().some(each => each !== scope && each.node.validate().length > 0);
  return [...users, ...(others.length === 0 || known() ? [] : others)];
}
