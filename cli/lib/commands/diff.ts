import { createRequire } from 'node:module';
import { Option } from 'commander';
import { CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { Command } from '../command';

export const DIFF: Command = {
  name: 'diff',
  summary: 'tell what a change does',
  details: 'Compares what the working tree synthesizes with what a git revision does, or with what a cluster runs: '
    + 'which workloads differ, and by which lines; which pods restart; which requests and limits change; '
    + 'what the API server would refuse; then each field of each object. Values of Secrets are never shown.',
  options: [
    new Option(
      '--revision <revision>', 'the git revision with which the working tree is compared (default: HEAD); with --against '
      + 'cluster, one at which the app had what it may no longer have',
    ),
    new Option('--against <what>', 'compare with what a cluster runs instead').choices(['cluster']),
    new Option('--cluster <name>', "which of the app's clusters it is (default: the only one)"),
    ...CLUSTER_OPTIONS,
  ],
  forms: ['markdown'],
  examples: [
    ['pinterest diff', 'what has not been committed yet'],
    ['pinterest diff --revision origin/main --output markdown', 'for the comment of a pull request'],
    ['pinterest diff --against cluster --context prod-east', 'what applying the working tree would do, and what has drifted'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: (...given) => (createRequire(__filename)('../diff/answer') as typeof import('../diff/answer')).diff(...given),
};
