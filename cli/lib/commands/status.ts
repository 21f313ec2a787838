import { createRequire } from 'node:module';
import { Option } from 'commander';
import { APP_CLUSTER_OPTION, CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { Command } from '../command';

export const STATUS: Command = {
  name: 'status',
  summary: 'tell how workloads are on a cluster: what is wrong, whose it is, and what to do next',
  details:
    'In a project it looks at the workloads of the app, elsewhere at those of a namespace, and with --all at those of the '
      + 'whole cluster. '
    + 'It only reads, by kubectl. What it may not read it says, and tells the rest.',
  parameters: '[workload]',
  options: [
    ...CLUSTER_OPTIONS,
    APP_CLUSTER_OPTION,
    new Option('-a, --all', 'all workloads of the cluster, by owner'),
    new Option('-w, --watch', 'follow the rollout until it is done, or needs somebody'),
    new Option('--timeout <seconds>', 'how long --watch waits').default('900'),
  ],
  examples: [
    ['pinterest status', 'the workloads of the app'],
    ['pinterest status shop/api --watch', 'follow its rollout; the exit code is its outcome'],
    ['pinterest status --all --context prod-east', 'all workloads of the cluster, the worst first'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: (...given) => (createRequire(__filename)('../status/answer') as typeof import('../status/answer')).status(...given),
};
