import { IConstruct } from 'constructs';
import { Problem } from '../validation/problem';

/** A document of the app, or an item of a List in one. */
export interface Source {
  readonly construct: IConstruct;
  /** The namespace of its object; also where that has none. */
  readonly namespace: string;
  /** What its fields begin with, if it is an item of a List: `items[0].` */
  readonly prefix: string;
  /** Whether it is a workload's, as its kind or a component has planned it, and nobody patched it: it agrees with the others. */
  readonly isPlanned: boolean;
}

/** What is wrong with a document. */
export interface Found {
  readonly source: Source;
  readonly problem: Problem;
  /** Whether it may be meant, so that it is only told. */
  readonly isWarning?: boolean;
}

export function foundIn(source: Source, problem: Problem, isWarning = false): Found {
  return { source, problem: source.prefix === '' ? problem : { ...problem, field: source.prefix + problem.field }, isWarning };
}

/** What is too many is told of what the user has added. */
export function plannedFirst<T extends { readonly source: Source }>(all: T[]): T[] {
  return [...all.filter(({ source }) => source.isPlanned), ...all.filter(({ source }) => !source.isPlanned)];
}
