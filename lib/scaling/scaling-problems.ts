import { Duration } from 'cdk8s';
import { ScalingRules } from './behavior';
import { KedaMetricType, KedaScaling } from './keda';
import { secretProblems } from './keda-secrets';
import { Scaling } from './scaling';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { INT32_MOST } from '../validation/scalars';
import { suggest } from '../validation/suggest';
import { wholeNumberProblems } from '../validation/whole-number';
import { keyed } from '../validation/words';

/** What is wrong with how many pods a workload is to have. */
export function scalingProblems(scaling: Scaling): Problem[] {
  return [
    ...boundProblems(scaling),
    ...targetProblems(scaling),
    ...rulesProblems('scaling.behavior.scaleUp', scaling.behavior?.scaleUp),
    ...rulesProblems('scaling.behavior.scaleDown', scaling.behavior?.scaleDown),
    ...(scaling.kedaScaling ? kedaProblems(scaling, scaling.kedaScaling) : []),
  ];
}

function boundProblems(scaling: Scaling): Problem[] {
  const { min, max, automatic, kedaScaling } = scaling;
  return [
    ...wholeNumberProblems('scaling.min', min, automatic && !kedaScaling ? 1 : 0),
    ...(max === min && !(kedaScaling && max === 0) ? [] : wholeNumberProblems('scaling.max', max, 1)),
    ...must(!(min > max), () => ({
      field: 'scaling.min',
      value: min,
      rule: `must not be above the maximum, ${max}`,
      fix: kedaScaling ? 'Swap the two.' : `Write Scaling.between(${max}, ${min}).`,
    })),
    ...must(kedaScaling !== undefined || !automatic || scaling.hasTargets, () => ({
      field: 'scaling',
      value: `${min} to ${max}`,
      rule: 'must have a target for the autoscaler',
      fix: 'Add .onCpu(60), or write Scaling.fixed(n).',
    })),
    ...must(automatic || scaling.behavior === undefined, {
      field: 'scaling.behavior', rule: 'has no meaning for a fixed number of pods', fix: 'Leave it out, or add .onCpu(60).',
    }),
  ];
}

function targetProblems({ cpu, memory, _sidecars: sidecars, metrics, externalMetrics, objectMetrics }: Scaling): Problem[] {
  const listed = { 'scaling.externalMetrics': externalMetrics, 'scaling.objectMetrics': objectMetrics };
  return [
    cpu === undefined ? [] : wholeNumberProblems('scaling.cpu', cpu, 1),
    memory === undefined ? [] : wholeNumberProblems('scaling.memory', memory, 1),
    sidecars.flatMap(({ resource, container, percent }) => (
      wholeNumberProblems(keyed(`scaling.${resource}`, container), percent, 1)
    )),
    metrics.flatMap(({ metric, average }) => amountProblems(`${keyed('scaling.metrics', metric)}.average`, average)),
    Object.entries(listed).flatMap(([field, each]) => each.flatMap(({ metric, average, value }) => {
      const at = keyed(field, metric);
      return [
        ...must((average === undefined) !== (value === undefined), {
          field: at, rule: 'must have either an average per pod or a value', fix: 'Write one of the two.',
        }),
        ...(average === undefined ? [] : amountProblems(`${at}.average`, average)),
        ...(value === undefined ? [] : amountProblems(`${at}.value`, value)),
      ];
    })),
  ].flat();
}

/** What is measured at a container that the pods do not have, or twice at one. Call it once the pod is whole. */
export function sidecarTargetProblems({ _sidecars: sidecars }: Scaling, containers: string[]): Problem[] {
  const keys = sidecars.map(({ resource, container }) => keyed(`scaling.${resource}`, container));
  return [
    ...sidecars.filter(({ container }) => !containers.includes(container)).map(({ resource, container }) => ({
      field: `scaling.${resource}`, value: container, rule: 'is no sidecar of its pods', fix: suggest('sidecars', containers),
    })),
    ...repeated(keys).map(field => ({ field, rule: 'has two targets', fix: 'Keep one of the two.' })),
  ];
}

/** More has no exact thousandths. */
const LARGEST = 1e12;

function amountProblems(field: string, value: number): Problem[] {
  return [
    ...must(value >= 0.001, { field, value, rule: 'must be at least 0.001', fix: 'Write the average per pod to keep.' }),
    ...must(!(value > LARGEST), { field, value, rule: `must be at most ${LARGEST}`, fix: 'Let the metric have a larger unit.' }),
  ];
}

function rulesProblems(field: string, rules: ScalingRules | undefined): Problem[] {
  const { stabilization, policies } = rules ?? {};
  return [
    within(`${field}.stabilization`, stabilization, 0, 3600),
    must(policies === undefined || policies.length > 0, {
      field: `${field}.policies`, rule: 'must have a policy', fix: 'Leave it out, or write ScalingChoice.NONE.',
    }),
    (policies ?? []).flatMap(({ _value: value, _within: period }, n) => [
      ...wholeNumberProblems(`${field}.policies[${n}]`, value, 1),
      ...within(`${field}.policies[${n}]`, period, 1, 1800),
    ]),
  ].flat();
}

function within(field: string, duration: Duration | undefined, least: number, most: number): Problem[] {
  const seconds = duration?.toSeconds({ integral: false });
  return must(seconds === undefined || (seconds >= least && seconds <= most), {
    field, value: `${seconds} s`, rule: `must be from ${least} to ${most} seconds`, fix: 'Write a time between them.',
  });
}

/** Triggers by what the pods themselves use. */
const RESOURCES = ['cpu', 'memory'];

function kedaProblems(scaling: Scaling, { triggers, pollingInterval, cooldown, fallback }: KedaScaling): Problem[] {
  const { cpu, memory, _sidecars: sidecars, metrics, externalMetrics, objectMetrics } = scaling;
  const others = [...metrics, ...externalMetrics, ...objectMetrics];
  const [ofPods, ofOthers] = [true, false].map(is => triggers.filter(({ _type: type }) => RESOURCES.includes(type) === is));
  const onResources = cpu !== undefined || memory !== undefined || sidecars.length + ofPods.length > 0;
  return [
    must(ofOthers.length > 0 || (onResources && scaling.min > 0), {
      field: 'scaling.triggers',
      rule: onResources ? 'must have one besides CPU and memory, of which no pods use any' : 'must have one',
      fix: 'Write for example KedaTrigger.of("kafka", { ... }).',
    }),
    triggers.flatMap(({ _options: { authentication, clusterAuthentication } }, n) => must(
      authentication === undefined || clusterAuthentication === undefined,
      { field: `scaling.triggers[${n}]`, rule: 'has two authentications', fix: 'Keep one of the two.' },
    )),
    triggers.flatMap(({ _type: type, _options: { metricType } }, n) => must(
      metricType !== KedaMetricType.UTILIZATION || RESOURCES.includes(type),
      {
        field: `scaling.triggers[${n}].metricType`,
        value: metricType,
        rule: `is for triggers of CPU and memory, and this one is of ${type}`,
        fix: 'Write KedaMetricType.AVERAGE_VALUE or VALUE.',
      },
    )),
    repeated(triggers.flatMap(({ _options: { name } }) => name ?? [])).map(value => ({
      field: 'scaling.triggers', value, rule: 'is the name of two triggers', fix: 'Give each a name of its own.',
    })),
    triggers.flatMap(({ _metadata: metadata }, n) => secretProblems(`scaling.triggers[${n}]`, metadata)),
    others.map(({ metric }) => ({
      field: 'scaling.metrics', value: metric, rule: 'is not what KEDA follows', fix: 'Write it as a KedaTrigger.',
    })),
    within('scaling.pollingInterval', pollingInterval, 1, INT32_MOST),
    within('scaling.cooldown', cooldown, 0, INT32_MOST),
    fallback ? [
      ...wholeNumberProblems('scaling.fallback.failureThreshold', fallback.failureThreshold, 1),
      ...wholeNumberProblems('scaling.fallback.replicas', fallback.replicas, 0),
    ] : [],
  ].flat();
}
