import { quantity } from './quantity';
import { isFields, listIn, textIn, valueIn } from '../fields/values';

/** Amounts by the names of resources: CPUs, bytes of memory. */
export type Amounts = Readonly<Record<string, number>>;

export interface PodResources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** What a pod takes, as the scheduler counts it: all that run together, or an init container beside the sidecars before it. */
export function podResources(template: unknown): PodResources {
  return { requests: ofPod(template, 'requests'), limits: ofPod(template, 'limits') };
}

function ofPod(template: unknown, which: keyof PodResources): Amounts {
  let sidecars: Amounts = {};
  let most: Amounts = {};
  for (const container of listIn(template, 'spec', 'initContainers')) {
    const own = amountsOf(container, which);
    if (textIn(container, 'restartPolicy') === 'Always') sidecars = sum(sidecars, own);
    else most = larger(most, sum(sidecars, own));
  }
  const together = listIn(template, 'spec', 'containers').reduce<Amounts>(
    (all, each) => sum(all, amountsOf(each, which)),
    sidecars,
  );
  const overhead = valueIn(template, 'spec', 'overhead');
  return sum(larger(most, together), isFields(overhead) ? numbers(overhead) : {});
}

function amountsOf(container: unknown, which: keyof PodResources): Amounts {
  const stated = valueIn(container, 'resources', which);
  const limits = valueIn(container, 'resources', 'limits');
  // The server takes the limit for a request that is not stated.
  const implied = which === 'requests' && isFields(limits) ? numbers(limits) : {};
  return { ...implied, ...(isFields(stated) && numbers(stated)) };
}

function numbers(quantities: Readonly<Record<string, unknown>>): Amounts {
  return Object.fromEntries(Object.entries(quantities).map(([name, value]) => [name, quantity(value) ?? 0]));
}

export function sum(one: Amounts, other: Amounts): Amounts {
  return combined(one, other, (a, b) => a + b);
}

export function times(amounts: Amounts, factor: number): Amounts {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount * factor]));
}

function larger(one: Amounts, other: Amounts): Amounts {
  return combined(one, other, Math.max);
}

function combined(one: Amounts, other: Amounts, combine: (a: number, b: number) => number): Amounts {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map(name => [name, combine(one[name] ?? 0, other[name] ?? 0)]));
}
