import { ScalingChoice } from './behavior';
import { KedaMetricType } from './keda';
import { AS_IT_IS, eachOf, flat, having, listOf, mapOf, named, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { ANY_NUMBER, DURATION, NUMBER } from '../validation/scalars';
import { valueObject } from '../validation/value-object';

/* The values of a Scaling, whose numbers are judged later. */

const FIX = 'Write for example Scaling.between(2, 10).onCpu(60).';

const TARGET = { average: optional(ANY_NUMBER), value: optional(ANY_NUMBER) };

const EXTERNAL = shape({
  metric: text(KINDS.metric), labels: optional(mapOf(KINDS.labelKey, text(KINDS.labelValue))), ...TARGET,
}, 'Write { metric, average }.');

const OBJECT = shape({
  metric: text(KINDS.metric),
  object: shape({
    apiVersion: text(KINDS.apiVersion), kind: text(KINDS.objectKind), name: text(KINDS.objectName),
  }, 'Write { apiVersion, kind, name }.', { apiVersion: 'v1', kind: 'Service', name: 'api' }),
  ...TARGET,
}, 'Write { metric, object, average }.');

const IS_POLICY = having('_within', 'a ScalingPolicy', 'ScalingPolicy.percent(10, Duration.minutes(1))');
const POLICY_PARTS = shape({ _value: flat(NUMBER), _within: flat(DURATION) });
const POLICY = whole(IS_POLICY, POLICY_PARTS);

const RULES = optional(shape({
  stabilization: optional(DURATION),
  policies: optional(listOf(POLICY)),
  choice: optional(oneOf(ScalingChoice, 'ScalingChoice')),
}, 'Write for example { stabilization: Duration.minutes(10) }.'));

const IS_TRIGGER = having('_metadata', 'a KedaTrigger', 'KedaTrigger.of("kafka", { topic: "pins" })');
const TRIGGER_PARTS = shape({
  _type: flat(text(KINDS.word, { fix: 'Write the name of a KEDA scaler, such as "kafka".' })),
  _metadata: flat(mapOf(KINDS.word, text(KINDS.text))),
  _options: flat(shape({
    authentication: optional(text(KINDS.objectName)),
    clusterAuthentication: optional(text(KINDS.objectName)),
    name: optional(text(KINDS.word)),
    metricType: optional(oneOf(KedaMetricType, 'KedaMetricType')),
  }, 'Write { authentication }.', {})),
});
const TRIGGER = whole(IS_TRIGGER, TRIGGER_PARTS);

export const SCALING_SHAPE = valueObject('metrics', shape({
  min: NUMBER,
  max: NUMBER,
  cpu: optional(NUMBER),
  memory: optional(NUMBER),
  _sidecars: named('scaling', eachOf(shape({
    resource: AS_IT_IS, container: text(KINDS.label), percent: NUMBER,
  }, 'Write { container: "php" }.'))),
  metrics: listOf(shape({ metric: text(KINDS.metric), average: ANY_NUMBER }, 'Write { metric, average }.')),
  externalMetrics: eachOf(EXTERNAL),
  objectMetrics: eachOf(OBJECT),
  behavior: optional(shape({ scaleUp: RULES, scaleDown: RULES }, 'Write { scaleDown }.')),
  kedaScaling: optional(named('scaling', shape({
    min: AS_IT_IS,
    max: AS_IT_IS,
    triggers: listOf(TRIGGER),
    pollingInterval: optional(DURATION),
    cooldown: optional(DURATION),
    fallback: optional(shape({ failureThreshold: NUMBER, replicas: NUMBER }, 'Write { failureThreshold, replicas }.')),
  }, 'Write { max, triggers }.'))),
}, FIX), FIX);

/** A value object of which nothing is left if a part is wrong. */
function whole(isOne: Rule, parts: Rule): Rule {
  return (value, field, problems) => {
    if (isOne(value, field, problems) === undefined) return undefined;
    const found = problems.length;
    const kept = parts(value, field, problems);
    return problems.length > found ? undefined : kept;
  };
}
