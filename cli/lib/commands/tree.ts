import { createRequire } from 'node:module';
import { Option } from 'commander';
import { CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { Command } from '../command';

export const TREE: Command = {
  name: 'tree',
  summary: 'show the constructs, the objects that they make, and the pods of these',
  details: 'With --live it asks a cluster: which of the objects are there, which pods their controllers have made, and which '
    + 'objects of the app nobody owns any more.',
  parameters: '[workload]',
  options: [
    new Option('--live', 'also show what a cluster has of it'),
    new Option('--cluster <name>', 'which of the app\'s clusters it is (default: the only one)'),
    ...CLUSTER_OPTIONS,
  ],
  examples: [
    ['pinterest tree', 'the whole app, in the order in which it is written'],
    ['pinterest tree pinboard/api', 'one workload'],
    ['pinterest tree --live --context prod-east', 'with the pods, and what is left of earlier versions'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: (...given) => (createRequire(__filename)('../tree/answer') as typeof import('../tree/answer')).tree(...given),
};
