import { Duration } from 'cdk8s';
import { KedaMetricType, KedaTrigger, Scaling, ScalingPolicy } from 'cdk8s-pinterest';
import { api, BARE, complaints } from '../synth';

const LOAD = Scaling.between(2, 10).onCpu(60);
const TRIGGER = KedaTrigger.of('kafka', { topic: 'pins' });
const up = (policy: any) => LOAD.behaving({ scaleUp: { policies: [policy] } });
const none: any = undefined;

test.each<[string, any, string]>([
  ['a behavior of a fixed number', Scaling.fixed(2).behaving({}),
    'scaling.behavior: has no meaning for a fixed number of pods. Leave it out, or add .onCpu(60).'],
  ['to look back for two hours', LOAD.behaving({ scaleDown: { stabilization: Duration.hours(2) } }),
    'scaling.behavior.scaleDown.stabilization = "7200 s": must be from 0 to 3600 seconds. Write a time between them.'],
  ['no policy', LOAD.behaving({ scaleDown: { policies: [] } }), 'scaling.behavior.scaleDown.policies: must have a policy.'],
  ['a policy of an hour', up(ScalingPolicy.pods(1, Duration.hours(1))),
    'scaling.behavior.scaleUp.policies[0] = "3600 s": must be from 1 to 1800 seconds.'],
  ['a policy of no pods', up(ScalingPolicy.pods(0, Duration.minutes(1))),
    'scaling.behavior.scaleUp.policies[0] = 0: must be a whole number of at least 1.'],
  ['a policy of an object', up({ value: 1 }), 'scaling.behavior.scaleUp.policies[0] = {"value":1}: must be a ScalingPolicy.'],
  ['a policy without a time', up(ScalingPolicy.pods(1, none)), 'scaling.behavior.scaleUp.policies[0]: must be a Duration.'],
  ['a choice that is a word', LOAD.behaving({ scaleUp: { choice: 'Max pods' as any } }),
    'scaling.behavior.scaleUp.choice = "Max pods": is no ScalingChoice.'],
  ['neither average nor value', LOAD.onExternalMetric({ metric: 'm' }),
    'scaling.externalMetrics["m"]: must have either an average per pod or a value. Write one of the two.'],
  ['average and value', LOAD.onExternalMetric({ metric: 'm', average: 1, value: 1 }), 'scaling.externalMetrics["m"]: must have'],
  ['an infinite value', LOAD.onExternalMetric({ metric: 'm', value: Infinity }),
    'scaling.externalMetrics["m"].value = Infinity: must be at most 1000000000000.'],
  ['no number', LOAD.onExternalMetric({ metric: 'm', average: NaN }),
    'scaling.externalMetrics["m"].average = NaN: must be at least 0.001.'],
  ['a metric of no object', LOAD.onObjectMetric({ metric: 'm', value: 1 } as any),
    'scaling.objectMetrics.object: must be an object'],
  ['more pods than fit into the field', Scaling.fixed(4294967297),
    'scaling.min = 4294967297: must be between -2147483647 and 2147483647.'],
  ['more pods than fit, with an autoscaler', Scaling.between(1, 2 ** 31).onCpu(60),
    'scaling.max = 2147483648: must be between -2147483647 and 2147483647.'],
  ['no trigger', Scaling.keda({ max: 2, triggers: [] }), 'scaling.triggers: must have one. Write for example KedaTrigger.of('],
  ['no pods by CPU alone', Scaling.keda({ max: 2, triggers: [] }).onCpu(60),
    'scaling.triggers: must have one besides CPU and memory, of which no pods use any.'],
  ['no pods by a trigger of CPU alone', Scaling.keda({ max: 2, triggers: [KedaTrigger.of('cpu', { value: '60' })] }),
    'scaling.triggers: must have one besides CPU and memory, of which no pods use any.'],
  ['two triggers of a name', Scaling.keda({ max: 2, triggers: [1, 2].map(() => KedaTrigger.of('kafka', {}, { name: 'a' })) }),
    'scaling.triggers = "a": is the name of two triggers. Give each a name of its own.'],
  ['a share of a queue', Scaling.keda({
    max: 2, triggers: [KedaTrigger.of('kafka', {}, { metricType: KedaMetricType.UTILIZATION })],
  }), 'scaling.triggers[0].metricType = "Utilization": is for triggers of CPU and memory, and this one is of kafka.'],
  ['a password', Scaling.keda({ max: 2, triggers: [KedaTrigger.of('redis', { password: 'x' })] }),
    'scaling.triggers[0]["password"]: is a secret, and would be in the manifest for everybody to read.'],
  ['a password in an address', Scaling.keda({ max: 2, triggers: [KedaTrigger.of('rabbitmq', { host: 'amqp://me:x@mq:5672/' })] }),
    'scaling.triggers[0]["host"]: is a secret'],
  ['a metric for KEDA', Scaling.keda({ max: 2, triggers: [TRIGGER] }).onMetric({ metric: 'm', average: 1 }),
    'scaling.metrics = "m": is not what KEDA follows. Write it as a KedaTrigger.'],
  ['two authentications', Scaling.keda({
    max: 2, triggers: [KedaTrigger.of('kafka', {}, { authentication: 'a', clusterAuthentication: 'b' })],
  }), 'scaling.triggers[0]: has two authentications. Keep one of the two.'],
  ['less than nothing', Scaling.keda({ min: -1, max: 2, triggers: [TRIGGER] }),
    'scaling.min = -1: must be a whole number of at least 0.'],
  ['no most', Scaling.keda({ triggers: [TRIGGER] } as any), 'scaling.max: must be a number, and is missing.'],
  ['nothing', Scaling.keda(none), 'scaling.max: must be a number, and is missing.'],
  ['a trigger of an object', Scaling.keda({ max: 2, triggers: [{ type: 'kafka' } as any] }),
    'scaling.triggers[0] = {"type":"kafka"}: must be a KedaTrigger.'],
  ['metadata of a number', Scaling.keda({ max: 2, triggers: [KedaTrigger.of('kafka', { lagThreshold: 5 as any })] }),
    'scaling.triggers[0]["lagThreshold"] = 5: must be a string, and is a number.'],
  ['a fallback after no failure', Scaling.keda({ max: 2, triggers: [TRIGGER], fallback: { failureThreshold: 0, replicas: 1 } }),
    'scaling.fallback.failureThreshold = 0: must be a whole number of at least 1.'],
])('%s is refused', (_, scaling, line) => {
  expect(complaints(() => api({ scaling }, BARE).write())).toContainEqual(expect.stringContaining(`[chart/api] ${line}`));
});

test('metadata that names where a secret is, is none', () => {
  const trigger = KedaTrigger.of('rabbitmq', { passwordFromEnv: 'PASSWORD', host: 'amqp://mq.example.com:5672/vhost', queue: 'a:b' });
  expect(complaints(() => api({ scaling: Scaling.keda({ max: 2, triggers: [trigger] }) }, BARE).write())).toEqual([]);
});
