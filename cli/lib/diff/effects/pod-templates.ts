import { Path } from '../fields/path';
import { isFields, listIn, numberIn, textIn, valueIn } from '../fields/values';

/** The template of pods in an object. */
export interface PodTemplate {
  readonly path: Path;
  readonly template: unknown;
}

/** How many pods there are: an autoscaler or a run decides between two numbers. Without them nobody knows, as of a DaemonSet. */
export interface PodCount {
  readonly min: number;
  readonly max: number;
}

/** Custom resources, such as those of trainings, have templates no deeper than this. */
const DEEPEST = 5;

/** The templates of pods in an object, wherever they are. */
export function podTemplates(content: unknown): PodTemplate[] {
  return isFields(content) ? templatesIn(content.spec, ['spec']) : [];
}

function templatesIn(value: unknown, path: Path): PodTemplate[] {
  if (!isFields(value) || path.length > DEEPEST) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const isTemplate = name === 'template' && listIn(field, 'spec', 'containers').length > 0;
    return isTemplate ? [{ path: [...path, name], template: field }] : templatesIn(field, [...path, name]);
  });
}

/** How many pods are made of a template. @param autoscaler that of the object, if it has one */
export function podCount(content: unknown, { path }: PodTemplate, autoscaler?: unknown): PodCount | undefined {
  const max = numberIn(autoscaler, 'spec', 'maxReplicas');
  if (max !== undefined) return { min: numberIn(autoscaler, 'spec', 'minReplicas') ?? 1, max };
  switch (textIn(content, 'kind')) {
    case 'DaemonSet': return undefined;
    case 'Job': return fixed(numberIn(content, 'spec', 'parallelism') ?? 1);
    case 'CronJob': return { min: 0, max: numberIn(content, 'spec', 'jobTemplate', 'spec', 'parallelism') ?? 1 };
    default: return fixed(numberIn(valueIn(content, ...path.slice(0, -1)), 'replicas') ?? 1);
  }
}

function fixed(count: number): PodCount {
  return { min: count, max: count };
}

export function countText({ min, max }: PodCount): string {
  const pods = `${max} ${max === 1 ? 'pod' : 'pods'}`;
  return min === max ? pods : `${min} to ${pods}`;
}
