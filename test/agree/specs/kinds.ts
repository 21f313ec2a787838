import { Cron } from 'cdk8s';
import {
  Accelerator, ClaimRetention, Concurrency, DaemonUpdate, DeploymentUpdate, FailurePolicy, Gang, HostAccess, KedaTrigger, PinterestChart,
  PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet, PinterestTrainingJob, PinterestWorkload, Scaling,
  ScalingPolicy, ServiceClaim, Shards, ShardStorage, StartOrder, StatefulSetUpdate, Toleration, TrafficProtocol, TrainingBackend,
  TrainingFramework, ZoneSpread,
} from 'cdk8s-pinterest';
import { PercentOrAbsolute } from 'cdk8s-plus-27';
import { Dice } from '../dice';
import { claimOf, propsOf } from './common';
import { callersOf, exposureOf, serviceMakers } from './network';
import { containerOf, labelsOf, nameOf, secondsOf, sizeOf, volumeOf } from './pod';

type Build = (chart: PinterestChart, id: string, dice: Dice) => PinterestWorkload;

/** A workload of each kind, with random properties. */
export const KINDS: Record<string, Build> = {
  'service': (chart, id, dice) => new PinterestService(chart, id, {
    ...propsOf(dice, true), ...dice.some<any>({
      ...servedMakers(dice),
      scaling: () => scalingOf(dice),
      update: () => dice.pick([
        () => DeploymentUpdate.RECREATE, () => DeploymentUpdate.rolling({ maxSurge: amountOf(dice), maxUnavailable: amountOf(dice) }),
      ])(),
      claims: () => dice.several(() => dice.chance(0.5)
        ? ServiceClaim.of(claimOf(dice)) : ServiceClaim.existing(nameOf(dice), '/uploads'), 2),
    }),
  }),
  'stateful set': (chart, id, dice) => new PinterestStatefulSet(chart, id, {
    ...propsOf(dice, true), ...dice.some<any>({
      ...servedMakers(dice),
      replicas: () => dice.number(1, 9),
      quorum: () => dice.number(1, 3),
      storage: () => dice.several(() => claimOf(dice), 2),
      retention: () => dice.value(ClaimRetention.RETAIN, ClaimRetention.DELETE_WHEN_SCALED),
      startOrder: () => dice.value(StartOrder.PARALLEL, StartOrder.ORDERED),
      updateFrom: () => dice.number(0, 4),
      update: () => dice.chance(0.5) ? StatefulSetUpdate.ON_DELETE : StatefulSetUpdate.rolling({ maxUnavailable: dice.number(1, 3) }),
      zones: () => dice.value(ZoneSpread.REQUIRED, ZoneSpread.PREFERRED),
      governingService: () => nameOf(dice),
    }),
  }),
  'daemon': (chart, id, dice) => new PinterestDaemon(chart, id, {
    ...propsOf(dice, true), ...dice.some<any>({
      callers: () => callersOf(dice),
      nodeSelector: () => labelsOf(dice),
      tolerations: () => [dice.chance(0.5) ? Toleration.everything() : Toleration.taint({ key: dice.text('spot') })],
      update: () => DaemonUpdate.unavailable(amountOf(dice)),
      host: () => dice.several(() => dice.pick([
        () => HostAccess.path({ path: dice.text('/var/log', '/sys'), reason: dice.text('reads') }), () => HostAccess.network(dice.text('sees all')),
        () => HostAccess.port(dice.number(1, 65535), dice.text('is asked')), () => HostAccess.root(dice.text('the files are')),
      ])(), 2),
    }),
  }),
  'job set': (chart, id, dice) => new PinterestJobSet(chart, id, batchOf(dice)),
  'cron job': (chart, id, dice) => new PinterestCronJob(chart, id, {
    ...batchOf(dice),
    schedule: dice.chance(0.5) ? Cron.daily() : Cron.schedule({
      minute: dice.text('30', '*/5', '0-10'), hour: dice.text('2', '*'), weekDay: dice.text('MON-FRI', '1', '*'), day: dice.text('*', '31'),
    }),
    ...dice.some<any>({
      timeZone: () => dice.text('America/Los_Angeles', 'Etc/UTC'),
      concurrency: () => dice.value(Concurrency.REPLACE, Concurrency.FORBID),
      startingDeadline: () => secondsOf(dice, 1, 9999), timeToLive: () => secondsOf(dice, 1, 9999),
      successfulHistory: () => dice.number(0, 5), failedHistory: () => dice.number(0, 5),
    }),
  }),
  'training': (chart, id, dice) => new PinterestTrainingJob(chart, id, {
    ...commanded(propsOf(dice, false)),
    framework: dice.chance(0.5)
      ? TrainingFramework.pytorch({ nodes: dice.number(1, 4), ...dice.some<any>({ processesPerNode: () => dice.number(1, 4), minNodes: () => dice.number(1, 2) }) })
      : TrainingFramework.tensorflow({ workers: dice.number(1, 3), parameterServers: dice.number(0, 2), evaluator: dice.value(true, false) }),
    ...dice.some<any>({
      backend: () => dice.value(TrainingBackend.NATIVE, TrainingBackend.KUBEFLOW),
      accelerator: () => dice.chance(0.5) ? Accelerator.nvidia(dice.number(1, 8)) : Accelerator.of(dice.text('example.com/tpu'), dice.number(1, 8)),
      sharedMemory: () => sizeOf(dice), temporaryFiles: () => sizeOf(dice), checkpoint: () => ({ ...claimOf(dice), mountPath: '/checkpoint' }),
      gang: () => dice.pick([() => Gang.kueue(nameOf(dice)), () => Gang.volcano({ queue: nameOf(dice) }), () => Gang.coscheduling()])(),
      peerPatience: () => secondsOf(dice, 1, 3600), ...endingMakers(dice),
    }),
  }),
};

/** A workload of a kind, and sometimes more in its pod. */
export function addWorkload(kind: string, chart: PinterestChart, dice: Dice): void {
  const workload = KINDS[kind](chart, dice.text('api', 'boards', 'x'.repeat(40), 'a'), dice);
  if (dice.chance(0.2)) {
    const volume = volumeOf(dice);
    workload.pod.addVolume(volume);
    workload.pod.mount({ volume: volume.name, path: dice.text('/mnt/a', '/mnt/b'), readOnly: dice.value(true, false) });
  }
  if (dice.chance(0.15)) workload.pod.addSidecar(nameOf(dice), { container: { ...containerOf(dice, false), command: ['run'] } });
  if (dice.chance(0.15)) workload.pod.addInitContainer(nameOf(dice), { container: containerOf(dice, false) });
}

/** Pods that end together need the command of their image. */
const commanded = ({ container, ...props }: any) => ({ ...props, container: { command: ['train'], ...container } });

const amountOf = (dice: Dice) => dice.chance(0.5) ? PercentOrAbsolute.percent(dice.number(1, 100)) : PercentOrAbsolute.absolute(dice.number(1, 5));

const servedMakers = (dice: Dice): any => ({
  ...serviceMakers(dice),
  callers: () => callersOf(dice), exposure: () => exposureOf(dice), drain: () => secondsOf(dice, 1, 300),
  protocol: () => dice.value(TrafficProtocol.HTTP, TrafficProtocol.HTTP2, TrafficProtocol.TCP),
});

function scalingOf(dice: Dice): Scaling {
  const min = dice.number(1, 5);
  const between = () => Scaling.between(min, min + dice.number(0, 20)).onCpu(dice.number(1, 100));
  return dice.pick([
    () => Scaling.fixed(dice.number(0, 9)), between,
    () => between().onMemory(dice.number(1, 100)).onExternalMetric({ metric: dice.text('queue_length'), labels: labelsOf(dice), average: dice.number(1, 99) }),
    () => between().behaving({ scaleDown: { stabilization: secondsOf(dice, 0, 3600), policies: [ScalingPolicy.pods(dice.number(1, 9), secondsOf(dice, 1, 1800))] } }),
    () => Scaling.keda({
      max: dice.number(1, 20), triggers: [KedaTrigger.of(dice.text('kafka'), labelsOf(dice), dice.some<any>({ authentication: () => nameOf(dice) }))],
      ...dice.some<any>({ min: () => dice.number(0, 2), pollingInterval: () => secondsOf(dice, 1, 60), cooldown: () => secondsOf(dice, 1, 600) }),
    }),
  ])();
}

const endingMakers = (dice: Dice): any => ({
  retries: () => dice.number(0, 9), deadline: () => secondsOf(dice, 60, 99_999), suspend: () => dice.value(true, false),
  failurePolicy: () => dice.chance(0.5) ? FailurePolicy.giveUpOn(dice.number(1, 255)) : FailurePolicy.retryOn(...dice.several(() => dice.number(1, 255))),
});

const batchOf = (dice: Dice): any => ({
  ...propsOf(dice, false), ...dice.some<any>({
    ...endingMakers(dice),
    shards: () => dice.pick([
      () => Shards.count(dice.number(1, 12)), () => Shards.of(...dice.several(() => dice.text('de', 'us', 'fr', 'a_b'))),
      () => Shards.range({ start: dice.number(0, 9), end: dice.number(10, 50), size: dice.number(1, 20) }),
    ])(),
    parallelism: () => dice.number(1, 12), successPercent: () => dice.number(1, 100), queue: () => nameOf(dice),
    storage: () => dice.several(() => dice.pick([ShardStorage.ephemeral, ShardStorage.shared, ShardStorage.perShard])(claimOf(dice)), 2),
  }),
});
