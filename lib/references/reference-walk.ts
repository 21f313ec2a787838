import { Fields, isFields } from './fields';
import { ReferenceField } from './reference-fields';

/** Called with each name that is found, with the fields around it, and where it is. */
export type OnReference = (field: ReferenceField, name: string, around: Fields, at: Trail) => void;

/** Finds the names of objects in a document, in one way through it. */
export class ReferenceWalk {
  private readonly root: Step = { field: '', isList: false, names: [], steps: [] };

  constructor(fields: ReferenceField[]) {
    for (const field of fields) {
      let step = this.root;
      if (field.at !== '') for (const part of field.at.split('.')) step = stepTo(step, part);
      step.names.push(field);
    }
  }

  /** @param at where the fields are; what is found is below it */
  public go(fields: Fields, at: Trail, found: OnReference): void {
    walk(this.root, fields, at, 0, found);
  }
}

interface Step {
  readonly field: string;
  readonly isList: boolean;
  readonly names: ReferenceField[];
  readonly steps: Step[];
}

function stepTo(from: Step, part: string): Step {
  const isList = part.endsWith('[]');
  const field = isList ? part.slice(0, -2) : part;
  const known = from.steps.find(step => step.field === field);
  if (known) return known;
  const step = { field, isList, names: [], steps: [] };
  from.steps.push(step);
  return step;
}

function walk(step: Step, around: Fields, at: Trail, depth: number, found: OnReference): void {
  at.depth = depth;
  for (const field of step.names) {
    const name = around[field.name];
    if (typeof name === 'string' && name !== '') found(field, name, around, at);
  }
  for (const next of step.steps) {
    const value = around[next.field];
    if (value === undefined) continue;
    if (next.isList) {
      if (!Array.isArray(value)) continue;
      at.fields[depth] = next.field;
      for (let n = 0; n < value.length; n++) {
        if (!isFields(value[n])) continue;
        at.numbers[depth] = n;
        walk(next, value[n], at, depth + 1, found);
      }
    } else if (isFields(value)) {
      at.fields[depth] = next.field;
      at.numbers[depth] = -1;
      walk(next, value, at, depth + 1, found);
    }
  }
}

/** The way to a field. It is put into words for few of them. */
export class Trail {
  public depth = 0;
  public readonly fields: string[] = [];
  /** Which item of a list; -1 if it is none. */
  public readonly numbers: number[] = [];

  constructor(private readonly start: string) {}

  /** A field at the end of the way: `spec.template.spec.volumes[0].secret.secretName`. */
  public to(field: string): string {
    let words = this.start;
    for (let n = 0; n < this.depth; n++) {
      words += `${words && '.'}${this.fields[n]}`;
      if (this.numbers[n] >= 0) words += `[${this.numbers[n]}]`;
    }
    return `${words}${words && '.'}${field}`;
  }
}
