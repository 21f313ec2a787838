import { createRequire } from 'node:module';
import { Option } from 'commander';
import { APP_CLUSTER_OPTION, CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { Command } from '../command';

export const LOGS: Command = {
  name: 'logs',
  summary: 'print the logs of a workload, of a shard or of a rank',
  details:
    'The lines of several pods are in the order of their times, each after its pod. Of a shard that was tried again it is '
      + 'the last try.',
  parameters: '<workload>',
  options: [
    ...CLUSTER_OPTIONS,
    APP_CLUSTER_OPTION,
    new Option('--shard <number>', 'one shard of a job'),
    new Option('--rank <number>', 'one rank of a training'),
    new Option('--role <name>', 'one role of a training, such as worker'),
    new Option('--pod <name>', 'one pod, by its name or the end of it'),
    new Option('-c, --container <name>', 'a container (default: the application)'),
    new Option('-p, --previous', 'of the container that ran before'),
    new Option('-f, --follow', 'go on with new lines until interrupted'),
    new Option('--tail <lines>', 'the last lines of each pod').default('100'),
    new Option('--since <seconds>', 'only lines of so many last seconds'),
    new Option('--timestamps', 'each line with its time'),
  ],
  examples: [
    ['pinterest logs shop/api --follow', "the application's log in all pods"],
    ['pinterest logs index --shard 7', 'what the last try of shard 7 has said'],
    ['pinterest logs api --container proxy --previous', 'of a proxy, before it was started again'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: (...given) => (createRequire(__filename)('../logs/answer') as typeof import('../logs/answer')).logs(...given),
};
