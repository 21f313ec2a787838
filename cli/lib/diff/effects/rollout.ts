import { Course, Effect } from './effect';
import { PodCount } from './pod-templates';
import { numberIn, textIn, valueIn } from '../fields/values';
import { PlannedObject } from '../objects/planned-object';

/** How pods are replaced once their template is another one, as the object's controller does it. */
export function rolloutOf({ kind, content }: PlannedObject, pods?: PodCount): Course {
  const update = valueIn(content, 'spec', kind === 'Deployment' ? 'strategy' : 'updateStrategy');
  const strategy = textIn(update, 'type');
  if (strategy === 'OnDelete') return { effect: Effect.LATER, how: 'each once somebody deletes it (OnDelete)' };
  switch (kind) {
    case 'Deployment':
      if (valueIn(content, 'spec', 'paused') === true) return { effect: Effect.LATER, how: 'once it is no longer paused' };
      if (strategy === 'Recreate') return { effect: Effect.RESTART, how: 'all are stopped before new ones start' };
      return { effect: Effect.RESTART, how: `a rolling update${boundsOf(update)}` };
    case 'StatefulSet': return fromPartition(numberIn(update, 'rollingUpdate', 'partition') ?? 0, pods);
    case 'DaemonSet': return { effect: Effect.RESTART, how: `node after node${boundsOf(update)}` };
    case 'CronJob': return { effect: Effect.LATER, how: 'from its next run on' };
    default: return { effect: Effect.RESTART, how: `as the controller of ${kind} does it` };
  }
}

function fromPartition(partition: number, pods?: PodCount): Course {
  if (partition === 0) return { effect: Effect.RESTART, how: 'one after another, the last one first' };
  if (pods && partition >= pods.max) return { effect: Effect.LATER, how: `none below the partition ${partition}` };
  return { effect: Effect.RESTART, how: `one after another, the last one first, down to number ${partition}` };
}

function boundsOf(update: unknown): string {
  const bounds = ['maxSurge', 'maxUnavailable'].flatMap(name => {
    const bound = valueIn(update, 'rollingUpdate', name);
    return bound === undefined ? [] : [`${name} ${bound as string}`];
  });
  return bounds.length === 0 ? '' : ` (${bounds.join(', ')})`;
}
