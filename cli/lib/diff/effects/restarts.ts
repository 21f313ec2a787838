import { Autoscalers } from './autoscalers';
import { PodCount, podCount, podTemplates } from './pod-templates';
import { Path, pathText, startsWith } from '../fields/path';
import { isEqual, numberIn, textIn, valueIn } from '../fields/values';
import { ObjectChange, ObjectChangeType } from '../objects/object-change';
import { PlannedObject } from '../objects/planned-object';

/** What becomes of the pods of an object. */
export interface Restart {
  readonly object: PlannedObject;
  readonly effect: Effect;
  /** How many; undefined if nobody knows, as of a DaemonSet. */
  readonly pods?: PodCount;
  /** What of the template is another one, without the path of the template; empty where all pods are new or gone. */
  readonly why: readonly string[];
  /** In words, how it goes on. */
  readonly how: string;
}

export enum Effect {
  /** Pods are replaced by new ones. */
  RESTART = 'restart',
  /** Nothing restarts by itself: only pods that are made later are other ones. */
  LATER = 'later',
  START = 'start',
  END = 'end',
}

/** The pods that a change of objects starts, ends or replaces. @param before @param after all objects of the apps */
export function restarts(
  changes: readonly ObjectChange[], before: readonly PlannedObject[], after: readonly PlannedObject[],
): Restart[] {
  const [was, is] = [new Autoscalers(before), new Autoscalers(after)];
  return changes.flatMap(change => {
    const pods = (of?: PlannedObject, autoscalers = is) => (
      of && podTemplates(of.content).map(each => podCount(of.content, each, autoscalers.of(of)))[0]
    );
    const begun = () => started(change.after!, pods(change.after));
    const ended = () => gone(change.before!, pods(change.before, was));
    switch (change.type) {
      case ObjectChangeType.NEW: return begun();
      case ObjectChangeType.GONE: return ended();
      case ObjectChangeType.RENAMED: return [...begun(), ...ended()];
      case ObjectChangeType.CHANGED: return changed(change, pods(change.after));
      case ObjectChangeType.MOVED: return [];
    }
  });
}

function started(object: PlannedObject, pods?: PodCount): Restart[] {
  if (podTemplates(object.content).length === 0) return [];
  const how = { Job: 'it runs', CronJob: 'it runs at its times' }[object.kind] ?? 'they start';
  return [{ object, effect: Effect.START, pods, why: [], how }];
}

function gone(object: PlannedObject, pods?: PodCount): Restart[] {
  if (podTemplates(object.content).length === 0) return [];
  return [{ object, effect: Effect.END, pods, why: [], how: 'they are stopped' }];
}

/** Pods are other ones if the template is. */
function changed({ before, after, fields }: ObjectChange, pods?: PodCount): Restart[] {
  const templates = podTemplates(after!.content);
  const was = podTemplates(before!.content);
  const why = templates.flatMap(({ path, template }) => {
    const old = was.find(each => isEqual(each.path, path));
    return old !== undefined && isEqual(old.template, template) ? [] : reasons(fields.map(each => each.path), path);
  });
  return why.length === 0 ? [] : [{ object: after!, pods, why: [...new Set(why)], ...course(after!, pods) }];
}

/** The paths below the template, and no deeper than one item of a container: `containers[app].image`. */
function reasons(paths: readonly Path[], template: Path): string[] {
  return paths.filter(path => startsWith(path, template)).map(path => {
    const inside = path.slice(template.length).filter((step, n) => n > 0 || step !== 'spec');
    return pathText(inside.slice(0, inside[0] === 'metadata' ? 3 : 5)) || 'all of it';
  });
}

/** How pods are replaced, as the object's controller does it. */
function course({ kind, content }: PlannedObject, pods?: PodCount): Pick<Restart, 'effect' | 'how'> {
  const strategy = textIn(content, 'spec', 'strategy', 'type') ?? textIn(content, 'spec', 'updateStrategy', 'type');
  switch (kind) {
    case 'Deployment':
      if (valueIn(content, 'spec', 'paused') === true) return { effect: Effect.LATER, how: 'once it is no longer paused' };
      if (strategy === 'Recreate') return { effect: Effect.RESTART, how: 'all are stopped before the new ones start' };
      return { effect: Effect.RESTART, how: `a rolling update${boundsOf(valueIn(content, 'spec', 'strategy', 'rollingUpdate'))}` };
    case 'StatefulSet': {
      if (strategy === 'OnDelete') return { effect: Effect.LATER, how: 'each once somebody deletes it (OnDelete)' };
      const partition = numberIn(content, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
      if (partition > 0 && pods && partition >= pods.max) return { effect: Effect.LATER, how: `none: the partition is ${partition}` };
      const from = partition > 0 ? `, only those from number ${partition} on` : '';
      return { effect: Effect.RESTART, how: `one after another, the last one first${from}` };
    }
    case 'DaemonSet':
      if (strategy === 'OnDelete') return { effect: Effect.LATER, how: 'each once somebody deletes it (OnDelete)' };
      return { effect: Effect.RESTART, how: `one on each node${boundsOf(valueIn(content, 'spec', 'updateStrategy', 'rollingUpdate'))}` };
    case 'CronJob': return { effect: Effect.LATER, how: 'from its next run on' };
    case 'Job': return { effect: Effect.LATER, how: 'not in a Job that is there: its template cannot be changed' };
    default: return { effect: Effect.RESTART, how: `as the controller of ${kind} does it` };
  }
}

function boundsOf(rolling: unknown): string {
  const bounds = ['maxSurge', 'maxUnavailable'].filter(name => valueIn(rolling, name) !== undefined)
    .map(name => `${name} ${valueIn(rolling, name) as string}`);
  return bounds.length === 0 ? '' : ` (${bounds.join(', ')})`;
}
