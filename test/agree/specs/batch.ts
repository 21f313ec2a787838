import { Cron } from 'cdk8s';
import {
  Accelerator, Concurrency, FailurePolicy, Gang, PinterestCronJob, PinterestJobSet, PinterestTrainingJob, Shards, ShardStorage,
  TrainingBackend, TrainingFramework,
} from 'cdk8s-pinterest';
import { Dice } from '../dice';
import { Build } from './build';
import { claimOf, propsOf } from './common';
import { nameOf, secondsOf, sizeOf } from './pod';

/** What runs to its end. */
export const BATCH: Record<string, Build> = {
  'job set': (chart, id, dice) => new PinterestJobSet(chart, id, batchOf(dice)),
  'cron job': (chart, id, dice) => new PinterestCronJob(chart, id, {
    ...batchOf(dice),
    schedule: dice.chance(0.5) ? Cron.daily() : Cron.schedule({
      minute: dice.text('30', '*/5', '0-10'), hour: dice.text('2', '*'), weekDay: dice.text('MON-FRI', '1', '*'),
      day: dice.text('*', '31'),
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
      ? TrainingFramework.pytorch({
        nodes: dice.number(1, 4),
        ...dice.some<any>({ processesPerNode: () => dice.number(1, 4), minNodes: () => dice.number(1, 2) }),
      })
      : TrainingFramework.tensorflow({
        workers: dice.number(1, 3), parameterServers: dice.number(0, 2), evaluator: dice.value(true, false),
      }),
    ...dice.some<any>({
      backend: () => dice.value(TrainingBackend.NATIVE, TrainingBackend.KUBEFLOW),
      accelerator: () => dice.chance(0.5) ? Accelerator.nvidia(dice.number(1, 8)) : Accelerator.of(
        dice.text('example.com/tpu'), dice.number(1, 8),
      ),
      sharedMemory: () => sizeOf(dice), temporaryFiles: () => sizeOf(dice),
      checkpoint: () => ({ ...claimOf(dice), mountPath: '/checkpoint' }),
      gang: () => dice.pick([
        () => Gang.kueue(nameOf(dice)), () => Gang.volcano({ queue: nameOf(dice) }), () => Gang.coscheduling(),
      ])(),
      peerPatience: () => secondsOf(dice, 1, 3600), ...endingMakers(dice),
    }),
  }),
};

/** Pods that end together need the command of their image. */
const commanded = ({ container, ...props }: any) => ({ ...props, container: { command: ['train'], ...container } });

const endingMakers = (dice: Dice): any => ({
  retries: () => dice.number(0, 9), deadline: () => secondsOf(dice, 60, 99_999), suspend: () => dice.value(true, false),
  failurePolicy: () => dice.chance(0.5) ? FailurePolicy.giveUpOn(dice.number(1, 255)) : FailurePolicy.retryOn(
    ...dice.several(() => dice.number(1, 255)),
  ),
});

const batchOf = (dice: Dice): any => ({
  ...propsOf(dice, false), ...dice.some<any>({
    ...endingMakers(dice),
    shards: () => dice.pick([
      () => Shards.count(dice.number(1, 12)), () => Shards.of(...dice.several(() => dice.text('de', 'us', 'fr', 'a_b'))),
      () => Shards.range({ start: dice.number(0, 9), end: dice.number(10, 50), size: dice.number(1, 20) }),
    ])(),
    parallelism: () => dice.number(1, 12), successPercent: () => dice.number(1, 100), queue: () => nameOf(dice),
    storage: () => dice.several(
      () => dice.pick([ShardStorage.ephemeral, ShardStorage.shared, ShardStorage.perShard])(claimOf(dice)), 2,
    ),
  }),
});
