import { Cron, Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { cron, jobs, Mistakes, training, untyped } from '../mistakes';

const { Accelerator, Shards, TrainingFramework } = untyped;

/** Of job sets, cron jobs and trainings. */
export const JOBS: Mistakes = {
  'shards that are a number': jobs(() => ({ shards: 20 })),
  'no shard at all': jobs(() => ({ shards: Shards.count(0) })),
  'a range with other words': jobs(() => ({ shards: Shards.range({ from: 0, to: 100, size: 10 }) })),
  'a range of strings': jobs(() => ({ shards: Shards.range('0-100') })),
  'parallelism in quotes': jobs(() => ({ shards: Shards.count(5), parallelism: '5' })),
  'negative retries': jobs(() => ({ retries: -1 })),
  'a deadline in seconds': jobs(() => ({ deadline: 3600 })),
  'a deadline of nothing': jobs(() => ({ deadline: Duration.seconds(0) })),
  'a policy that is a word': jobs(() => ({ failurePolicy: 'ignore' })),
  'a queue that is a number': jobs(() => ({ queue: 5 })),
  'a workload by its name': jobs(() => ({ runsBefore: ['api'] })),
  'the variable of shards': jobs(() => ({
    shards: Shards.of('a', 'b'),
    container: { image: 'registry.example.com/job:1', envVariables: { SHARD: EnvValue.fromValue('c') } },
  })),
  'a schedule that is a string': cron(() => ({ schedule: '0 3 * * *' })),
  'no schedule': cron(() => ({ schedule: undefined })),
  'a minute that is none': cron(() => ({ schedule: Cron.schedule({ minute: '70' }) })),
  'a city in place of its zone': cron(() => ({ timeZone: 'Berlin' })),
  'a concurrency of Kubernetes': cron(() => ({ concurrency: 'Never' })),
  'a history in quotes': cron(() => ({ successfulHistory: '3' })),
  'a time to live in seconds': cron(() => ({ timeToLive: 86400 })),
  'a framework that is a name': training(() => ({ framework: 'pytorch' })),
  'no framework': training(() => ({ framework: undefined })),
  'misspelt nodes': training(() => ({ framework: TrainingFramework.pytorch({ node: 4 }) })),
  'a misspelt option of a framework': training(() => ({ framework: TrainingFramework.tensorflow({ workers: 4, cheif: true }) })),
  'more nodes at least than at all': training(() => ({ framework: TrainingFramework.pytorch({ nodes: 2, minNodes: 4 }) })),
  'an accelerator that is a name': training(() => ({ accelerator: 'nvidia' })),
  'accelerators in quotes': training(() => ({ accelerator: Accelerator.nvidia('2') })),
  'a gang that is a name': training(() => ({ gang: 'volcano' })),
  'a backend that is a name': training(() => ({ backend: 'jobs' })),
  'a checkpoint that is a path': training(() => ({ checkpoint: '/checkpoints' })),
};
