import { Duration } from 'cdk8s';
import { Mistakes, serviceWith, untyped } from '../mistakes';

const { KedaTrigger, Scaling, ScalingPolicy } = untyped;

const scaled = (make: () => any) => serviceWith(() => ({ scaling: make() }));
const twoToTen = () => Scaling.between(2, 10);

export const SCALING: Mistakes = {
  'a number': scaled(() => 3),
  'numbers by hand': scaled(() => ({ min: 2, max: 10 })),
  'the replicas of Kubernetes': serviceWith(() => ({ replicas: 3 })),
  'a fixed number that is missing': scaled(() => Scaling.fixed()),
  'numbers in quotes': scaled(() => Scaling.between('2', '10').onCpu('60%')),
  'the minimum above the maximum': scaled(() => Scaling.between(10, 2).onCpu(60)),
  'no target': scaled(twoToTen),
  'a target of nothing': scaled(() => twoToTen().onCpu(0)),
  'half a pod': scaled(() => Scaling.fixed(1.5)),
  'a misspelt container': scaled(() => twoToTen().onCpu(60, { contaner: 'php' })),
  'a container in place of the options': scaled(() => twoToTen().onMemory(60, 'php')),
  'a misspelt option, and more targets after it': scaled(() => twoToTen().onCpu(60, { contaner: 'php' }).onMemory(70)),
  'a metric that is a name': scaled(() => twoToTen().onMetric('requests_per_second', 100)),
  'a misspelt average': scaled(() => twoToTen().onMetric({ metric: 'requests_per_second', averge: 100 })),
  'a misspelt direction': scaled(() => twoToTen().onCpu(60).behaving({ scaleDwon: { stabilization: Duration.minutes(5) } })),
  'a misspelt rule': scaled(() => twoToTen().onCpu(60).behaving({ scaleDown: { stabilisation: Duration.minutes(5) } })),
  'a policy of seconds': scaled(() => (
    twoToTen().onCpu(60).behaving({ scaleDown: { policies: [ScalingPolicy.percent(10, 60)] } })
  )),
  'KEDA by a name': scaled(() => Scaling.keda('kafka')),
  'misspelt triggers': scaled(() => Scaling.keda({ max: 10, trigers: [KedaTrigger.of('kafka', { topic: 'pins' })] })),
  'a trigger with a number': scaled(() => Scaling.keda({ max: 10, triggers: [KedaTrigger.of('kafka', { lagThreshold: 50 })] })),
  'a misspelt option of a trigger': scaled(() => (
    Scaling.keda({ max: 10, triggers: [KedaTrigger.of('kafka', { topic: 'pins' }, { authentcation: 'kafka' })] })
  )),
};
