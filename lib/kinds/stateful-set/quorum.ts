import { must, Problem } from '../../validation/problem';

export interface Membership {
  readonly replicas: number;
  readonly quorum?: number;
  /** The first ordinal that is updated. */
  readonly updateFrom: number;
}

/** How many pods may be evicted at a time. At least one, since otherwise a node with such a pod could never be drained. */
export function maxUnavailable({ replicas, quorum = majority(replicas) }: Membership): number {
  return Math.max(replicas - quorum, 1);
}

function majority(replicas: number): number {
  return Math.floor(replicas / 2) + 1;
}

export function membershipProblems({ replicas, quorum, updateFrom }: Membership): Problem[] {
  if (!Number.isInteger(replicas) || replicas < 0) {
    return [{ field: 'replicas', value: replicas, rule: 'must be a whole number of at least 0', fix: 'Write for example 3.' }];
  }
  const isBetween = (number: number, from: number, to: number) =>
    Number.isInteger(number) && number >= from && number <= Math.max(to, from);
  return [
    ...must(quorum === undefined || isBetween(quorum, 1, replicas), {
      field: 'quorum',
      value: quorum,
      rule: `must be a whole number from 1 to the number of replicas, ${replicas}`,
      fix: `Write for example ${majority(replicas)}, the majority.`,
    }),
    ...must(isBetween(updateFrom, 0, replicas - 1), {
      field: 'updateFrom',
      value: updateFrom,
      rule: `must be the number of one of the pods, 0 to ${Math.max(replicas - 1, 0)}`,
      fix: 'Write the first pod that is to be updated, or leave it out to update all.',
    }),
  ];
}
