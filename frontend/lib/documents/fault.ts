import { Place } from './node';
import { visible } from './visible';

/** Something that is wrong with what is written, as its author can mend it. */
export interface Fault {
  readonly place: Place;
  /** The property, as it is written: `spec.scaling.between`. */
  readonly field: string;
  /** What was given, where that is short. */
  readonly value?: string | number | boolean | null;
  /** The rule that it breaks, without a full stop. */
  readonly rule: string;
  /** What to write instead, as a sentence. */
  readonly fix: string;
  /** The name of the document that is left out for it: those that name it are right. */
  readonly leftOut?: string;
}

/** Longer values help nobody. */
const LONGEST_VALUE = 60;

/** `shop.yaml:12:5: spec.replicas = "3": rule. fix` */
export function describe(fault: Fault): string {
  return `${placeName(fault.place)}: ${describeBare(fault)}`;
}

/** The same without its place. */
export function describeBare({ field, value, rule, fix }: Fault): string {
  const shown = JSON.stringify(value) ?? '';
  const given = shown === '' ? '' : ` = ${shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE)}..."` : shown}`;
  return visible(`${field}${given}: ${rule}. ${fix}`);
}

export function placeName({ file, line, column }: Place): string {
  return visible(`${file}:${line}:${column}`);
}

/** Each once, in the order in which they are written. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const all = new Map(faults.map(fault => [describe(fault), fault]));
  return [...all.values()].sort(byPlace);
}

export function byPlace({ place: a }: { readonly place: Place }, { place: b }: { readonly place: Place }): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
}
