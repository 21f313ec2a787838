import { Construct } from 'constructs';
import { artifactProblems } from './build';
import { clashProblems, labelProblems, probeProblems, resourceProblems } from './container-problems';
import { DeclaredCaller, missingCallers } from './declared-callers';
import { egressProblems, egressWorkloads } from './egress-rules';
import { KindTraits } from './kind-traits';
import { OpenPort } from './open-ports';
import { Placement } from './placement';
import { WorkloadPlan } from './plan';
import { plannedStringProblems } from './planned-problems';
import { portProblemsOf } from './port-problems';
import { nameCollisions } from './registry';
import { renderedProblems } from './rendered-problems';
import { securityProblems } from './security-problems';
import { PinterestWorkloadProps } from './workload-props';
import { Cluster } from '../cluster/cluster';
import { completionProblems } from '../pod/completion';
import { PodPlan } from '../pod/pod-plan';
import { watchingProblems } from '../pod/watching';
import { nameProblems } from '../resources/names';
import { WorkloadIntent } from '../runtime/workload-intent';
import { reportFindings } from '../validation/findings';
import { Problem, report, reportLater } from '../validation/problem';

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
  const onNodesNetwork = planned.application.spec.hostNetwork === true;
  const name = nameProblems(intent.name, traits.longestName);
  reportFindings(scope, ...placement.findings);
  report(scope, ...[name, inputProblems(planned, props), egressProblems(egress, placement, onNodesNetwork)].flat());
  const configEnv = Object.keys(props.config?.env ?? {});
  reportLater(scope, () => [
    clashProblems(planned.application, configEnv, planned.pod),
    planned.wrongPorts.length > 0 ? [] : portProblemsOf(ports(), planned, cluster, traits),
    labelProblems(planned.podLabels, planned.pod),
    addedStringProblems(scope, planned.pod, name),
    podProblems(planned, cluster),
    nameCollisions(scope, intent),
    missingCallers(scope, [
      ...callers, ...ports().flatMap(({ ownCallers }) => ownCallers), ...egressWorkloads(egress, placement),
    ], cluster.name),
  ].flat());
}

function inputProblems({ wrongPorts, problems, application }: WorkloadPlan, props: PinterestWorkloadProps): Problem[] {
  return [
    wrongPorts,
    resourceProblems(props.container),
    artifactProblems(props),
    problems,
    probeProblems(application.container.spec),
    renderedProblems('container', application.container),
  ].flat();
}

function podProblems({ application, pod }: WorkloadPlan, { version }: Cluster): Problem[] {
  return [
    securityProblems(application, pod),
    completionProblems(application, pod, version),
    watchingProblems(application, pod),
  ].flat();
}

/** What comes of an input that is refused is not refused once more. */
function addedStringProblems(scope: Construct, pod: PodPlan, name: Problem[]): Problem[] {
  const { users, others } = plannedStringProblems(pod);
  const known = () => name.length > 0 || scope.node.findAll().some(each => each !== scope && each.node.validate().length > 0);
  return [...users, ...(others.length === 0 || known() ? [] : others)];
}
