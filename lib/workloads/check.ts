import { Construct } from 'constructs';
import { artifactProblems } from './build';
import { containerPorts } from './container-ports';
import { clashProblems, labelProblems, probeProblems, resourceProblems } from './container-problems';
import { DeclaredCaller, missingCallers } from './declared-callers';
import { KindTraits } from './kind-traits';
import { Placement } from './placement';
import { WorkloadPlan } from './plan';
import { nameCollisions } from './registry';
import { securityProblems } from './security-problems';
import { PinterestWorkloadProps } from './workload-props';
import { completionProblems } from '../pod/completion';
import { watchingProblems } from '../pod/watching';
import { nameProblems } from '../resources/names';
import { WorkloadIntent } from '../runtime/workload-intent';
import { reportFindings } from '../validation/findings';
import { report, reportLater } from '../validation/problem';

/** Step 4: reports problems with the input now, and problems with the plan once the whole tree is built. */
export function check(
  scope: Construct, placement: Placement, intent: WorkloadIntent, planned: WorkloadPlan, callers: DeclaredCaller[],
  props: PinterestWorkloadProps, traits: KindTraits,
): void {
  const { pod, application, podLabels } = planned;
  const { cluster } = intent;
  reportFindings(scope, ...placement.findings);
  report(scope,
    ...nameProblems(intent.name, traits.longestName),
    ...planned.wrongPorts,
    ...resourceProblems(props.container),
    ...artifactProblems(props),
    ...planned.problems,
    ...probeProblems(application.container.spec),
  );
  const ports = containerPorts(props.container);
  const configEnv = Object.keys(props.config?.env ?? {});
  reportLater(scope, () => [
    ...clashProblems(application, ports, configEnv, pod),
    ...labelProblems(podLabels, pod),
    ...securityProblems(application, pod),
    ...completionProblems(application, pod, cluster.version),
    ...watchingProblems(application, pod),
    ...nameCollisions(scope, intent),
    ...missingCallers(scope, callers, cluster.name),
  ]);
}
