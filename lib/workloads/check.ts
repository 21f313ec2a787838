import { Construct } from 'constructs';
import { artifactProblems } from './build';
import { containerPorts } from './container-ports';
import { clashProblems, labelProblems, probeProblems, resourceProblems } from './container-problems';
import { DeclaredCaller, missingCallers } from './declared-callers';
import { KindTraits } from './kind-traits';
import { Placement } from './placement';
import { WorkloadPlan } from './plan';
import { plannedStringProblems } from './planned-problems';
import { nameCollisions } from './registry';
import { renderedProblems } from './rendered-problems';
import { securityProblems } from './security-problems';
import { serverProblems } from './server-problems';
import { PinterestWorkloadProps } from './workload-props';
import { Cluster } from '../cluster/cluster';
import { completionProblems } from '../pod/completion';
import { patchProblems } from '../pod/patch-problems';
import { PodPlan } from '../pod/pod-plan';
import { podOptionProblems } from '../pod/pod-settings';
import { watchingProblems } from '../pod/watching';
import { nameProblems } from '../resources/names';
import { WorkloadIntent } from '../runtime/workload-intent';
import { reportFindings } from '../validation/findings';
import { Problem, report, reportLater } from '../validation/problem';

/** Step 4: reports problems with the input now, and problems with the plan once the whole tree is built. */
export function check(
  scope: Construct, placement: Placement, intent: WorkloadIntent, planned: WorkloadPlan, callers: DeclaredCaller[],
  props: PinterestWorkloadProps, traits: KindTraits,
): void {
  const name = nameProblems(intent.name, traits.longestName);
  reportFindings(scope, ...placement.findings);
  report(scope, ...[name, inputProblems(planned, props, intent.cluster, traits)].flat());
  const ports = containerPorts(props.container);
  const configEnv = Object.keys(props.config?.env ?? {});
  reportLater(scope, () => [
    clashProblems(planned.application, ports, configEnv, planned.pod),
    labelProblems(planned.podLabels, planned.pod),
    addedStringProblems(scope, planned.pod, name),
    podProblems(planned, intent.cluster),
    nameCollisions(scope, intent),
    missingCallers(scope, callers, intent.cluster.name),
  ].flat());
}

function inputProblems(
  { wrongPorts, problems, application, podLabels }: WorkloadPlan,
  props: PinterestWorkloadProps,
  cluster: Cluster,
  traits: KindTraits,
): Problem[] {
  return [
    wrongPorts,
    resourceProblems(props.container),
    artifactProblems(props),
    podOptionProblems(props, cluster, props.placement ? traits.podSpec?.(podLabels) : {}, traits.runsOnEveryNode),
    problems,
    probeProblems(application.container.spec),
    renderedProblems('container', application.container),
  ].flat();
}

function podProblems({ application, pod }: WorkloadPlan, { version }: Cluster): Problem[] {
  return [
    securityProblems(application, pod),
    serverProblems(application, pod),
    completionProblems(application, pod, version),
    watchingProblems(application, pod),
    patchProblems(application, pod, version),
  ].flat();
}

/** What comes of an input that is refused is not refused once more. */
function addedStringProblems(scope: Construct, pod: PodPlan, name: Problem[]): Problem[] {
  const { users, others } = plannedStringProblems(pod);
  const known = () => name.length > 0 || scope.node.findAll().some(each => each !== scope && each.node.validate().length > 0);
  return [...users, ...(others.length === 0 || known() ? [] : others)];
}
