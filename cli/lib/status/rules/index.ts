import { autoscalingFindings } from './autoscaling';
import { initialFindings, sandboxFindings } from './beginnings';
import { callFindings } from './calls';
import { certificateFindings } from './certificates';
import { configurationFindings, mountFindings } from './configuration';
import { crashFindings } from './crashes';
import { disruptionFindings } from './disruption';
import { evictionFindings } from './evictions';
import { imageFindings } from './images';
import { jobFindings } from './jobs';
import { nodeFindings } from './nodes';
import { probeFindings } from './probes';
import { refusalFindings } from './refusals';
import { registrationFindings } from './registration';
import { controllerFindings } from './rollout';
import { Rule } from './rule';
import { schedulingFindings } from './scheduling';
import { stoppedFindings } from './stopped';

/** Each looks at one thing; in the order of a workload's life. */
export const RULES: readonly Rule[] = [
  controllerFindings,
  stoppedFindings,
  refusalFindings,
  schedulingFindings,
  nodeFindings,
  evictionFindings,
  sandboxFindings,
  certificateFindings,
  mountFindings,
  imageFindings,
  configurationFindings,
  initialFindings,
  crashFindings,
  probeFindings,
  registrationFindings,
  callFindings,
  autoscalingFindings,
  disruptionFindings,
  jobFindings,
];
