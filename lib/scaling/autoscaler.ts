import { ScalingBehavior, ScalingChoice, ScalingPolicy, ScalingRules } from './behavior';
import { KedaScaling, KedaTrigger } from './keda';
import { ContainerTarget, ExternalMetric, ObjectMetric } from './metrics';
import { Scaling } from './scaling';
import type { ScaledObjectSpec } from '../../imports/keda.sh';

/** What an autoscaler scales. */
export interface Target {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly name: string;
  /** The application's container. */
  readonly container: string;
}

/** The kind of the object that scales, and its spec. */
export interface Autoscaler {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: object;
}

/** What scales, if something does. */
export function autoscalerOf(scaling: Scaling, target: Target): Autoscaler | undefined {
  if (!scaling.automatic) return undefined;
  return scaling.kedaScaling
    ? { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: scaledObjectSpec(scaling, scaling.kedaScaling, target) }
    : { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: autoscalerSpec(scaling, target) };
}

function autoscalerSpec(scaling: Scaling, { kind, name, container }: Target) {
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
    minReplicas: scaling.min,
    maxReplicas: scaling.max,
    metrics: [
      ...shares(scaling, container).map(({ resource, container: measured, percent }) => ({
        type: 'ContainerResource',
        containerResource: { name: resource, container: measured, target: { type: 'Utilization', averageUtilization: percent } },
      })),
      ...scaling.metrics.map(({ metric, average }) => ({
        type: 'Pods',
        pods: { metric: { name: metric }, target: { type: 'AverageValue', averageValue: metricQuantity(average) } },
      })),
      ...scaling.objectMetrics.map(each => ({
        type: 'Object',
        object: {
          describedObject: { apiVersion: each.object.apiVersion, kind: each.object.kind, name: each.object.name },
          metric: { name: each.metric },
          target: targetOf(each),
        },
      })),
      ...scaling.externalMetrics.map(each => ({
        type: 'External',
        external: {
          metric: {
            name: each.metric,
            ...(Object.keys(each.labels ?? {}).length > 0 && { selector: { matchLabels: each.labels } }),
          },
          target: targetOf(each),
        },
      })),
    ],
    ...(scaling.behavior && { behavior: wholeBehavior(scaling.behavior) }),
  };
}

/** What is kept of which container, the application's first. */
function shares({ cpu, memory, _sidecars: sidecars }: Scaling, container: string): ContainerTarget[] {
  const ofApplication = Object.entries({ cpu, memory }).flatMap(([resource, percent]) => (
    percent === undefined ? [] : [{ resource, container, percent }]
  ));
  return [...ofApplication, ...sidecars];
}

function targetOf({ average, value }: ExternalMetric | ObjectMetric) {
  return average !== undefined
    ? { type: 'AverageValue', averageValue: metricQuantity(average) } : { type: 'Value', value: metricQuantity(value!) };
}

interface Rules {
  readonly policies?: { readonly type: string; readonly value: number; readonly periodSeconds: number }[];
  readonly selectPolicy?: string;
  readonly stabilizationWindowSeconds?: number;
}

const HUNDRED_PERCENT = { type: 'Percent', value: 100, periodSeconds: 15 };

/** What the API server writes into whatever is left out, once there is a behavior. */
const UP: Rules = {
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, HUNDRED_PERCENT],
  selectPolicy: ScalingChoice.MOST,
  stabilizationWindowSeconds: 0,
};
const DOWN: Rules = { policies: [HUNDRED_PERCENT], selectPolicy: ScalingChoice.MOST };

function wholeBehavior({ scaleUp, scaleDown }: ScalingBehavior) {
  return { scaleUp: { ...UP, ...rulesOf(scaleUp) }, scaleDown: { ...DOWN, ...rulesOf(scaleDown) } };
}

function rulesOf({ stabilization, policies, choice }: ScalingRules = {}): Rules {
  return {
    ...(policies && { policies: policies.map(policySpec) }),
    ...(choice && { selectPolicy: choice }),
    ...(stabilization && { stabilizationWindowSeconds: stabilization.toSeconds({ integral: false }) }),
  };
}

function policySpec({ _type: type, _value: value, _within: period }: ScalingPolicy) {
  return { type, value, periodSeconds: period.toSeconds({ integral: false }) };
}

const MILLIS = 1000;

/** As the API server writes it: `1500m` for 1.5, `2k` for 2000. */
export function metricQuantity(amount: number): string {
  const millis = Math.round(amount * MILLIS);
  if (millis % MILLIS !== 0) return `${millis}m`;
  const whole = millis / MILLIS;
  const power = [4, 3, 2, 1].find(each => whole % 1000 ** each === 0) ?? 0;
  return `${whole / 1000 ** power}${['', 'k', 'M', 'G', 'T'][power]}`;
}

/** KEDA makes an autoscaler of it. Variables that a trigger names are those of the application's container. */
function scaledObjectSpec(scaling: Scaling, keda: KedaScaling, { kind, name, container }: Target): ScaledObjectSpec {
  const { triggers, pollingInterval, cooldown, fallback } = keda;
  const { scaleUp, scaleDown } = scaling.behavior ?? {};
  const behavior = { ...(scaleUp && { scaleUp: rulesOf(scaleUp) }), ...(scaleDown && { scaleDown: rulesOf(scaleDown) }) };
  const resources = shares(scaling, container).map(({ resource: type, container: containerName, percent }) => (
    { type, metricType: 'Utilization', metadata: { value: `${percent}`, containerName } }
  ));
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind, name, envSourceContainerName: container },
    minReplicaCount: scaling.min,
    maxReplicaCount: scaling.max,
    ...(pollingInterval && { pollingInterval: pollingInterval.toSeconds({ integral: false }) }),
    ...(cooldown && { cooldownPeriod: cooldown.toSeconds({ integral: false }) }),
    ...(fallback && { fallback: { failureThreshold: fallback.failureThreshold, replicas: fallback.replicas } }),
    ...(Object.keys(behavior).length > 0 && { advanced: { horizontalPodAutoscalerConfig: { behavior } } }),
    triggers: [...triggers.map(triggerSpec), ...resources],
  };
}

function triggerSpec({ _type: type, _metadata: metadata, _options: options }: KedaTrigger) {
  const { authentication, clusterAuthentication, name, metricType } = options;
  return {
    type,
    ...(name !== undefined && { name }),
    metadata,
    ...(metricType && { metricType }),
    ...(authentication !== undefined && { authenticationRef: { name: authentication, kind: 'TriggerAuthentication' } }),
    ...(clusterAuthentication !== undefined && {
      authenticationRef: { name: clusterAuthentication, kind: 'ClusterTriggerAuthentication' },
    }),
  };
}
