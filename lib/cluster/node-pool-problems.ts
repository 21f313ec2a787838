import { NodePool } from './node-pool';
import { Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';

export function nodePoolProblems(pools: NodePool[]): Problem[] {
  return [
    ...repeated(pools.map(({ name }) => name)).map(value => ({
      field: 'nodePools.name', value, rule: 'is used twice', fix: 'Choose another name.',
    })),
    ...pools.filter(({ labels }) => Object.keys(labels).length === 0).map(({ name }) => ({
      field: 'nodePools.labels', value: name, rule: 'has no label that tells its nodes from others', fix: 'Write a label.',
    })),
  ];
}
