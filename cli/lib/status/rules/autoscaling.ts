import { Rule } from './rule';
import { isReady } from '../containers';
import { APPLICATION, CLUSTER, Finding } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { secondsSince } from '../time';

/** Autoscalers that do not scale. With no pod ready that is no wonder, and another rule's affair. */
export const autoscalingFindings: Rule = ({ autoscalers, pods, namespace }, { now }) =>
  autoscalers.flatMap(({ metadata, status }): Finding[] => {
    const condition = (type: string) => status?.conditions?.find(each => each.type === type);
    const able = condition('AbleToScale');
    const active = condition('ScalingActive');
    const wrong = [able, active].find(each => each?.status === 'False' && each.reason !== 'ScalingDisabled');
    if (wrong === undefined || !pods.some(isReady)) return [];
    const metrics = wrong.reason?.startsWith('FailedGet') === true && wrong !== able;
    return [
      {
        cause: metrics ? 'autoscaler-metrics' : 'autoscaler',
        since: wrong.lastTransitionTime,
        urgency: urgencyAfter(secondsSince(wrong.lastTransitionTime, now), PATIENCE.metrics),
        whose: metrics ? CLUSTER : APPLICATION,
        what: `The autoscaler ${metadata.name} does not scale: ${wrong.message ?? wrong.reason}.`,
        step: metrics
          ? `kubectl top pods -n ${namespace}: if that fails, too, ask those who run the cluster's metrics; else correct `
            + 'the metric in scaling.'
          : `kubectl describe hpa ${metadata.name} -n ${namespace}`,
      },
    ];
  });
