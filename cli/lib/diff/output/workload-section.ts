import { fieldLines, sided } from './field-lines';
import { Line, Section } from './line';
import { several } from './words';
import { groupBy } from '../../group-by';
import { pathText } from '../fields/path';
import { isImplied, Relocation, relocationOf, relocationText } from '../objects/relocation';
import { Cause, CausedObject } from '../workloads/causes';
import { placeText } from '../workloads/places';
import { PropertyLine, TouchedWorkload } from '../workloads/touched-workload';
import { PlannedWorkload, WorkloadChangeType } from '../workloads/workload-change';

const SIGNS = {
  [WorkloadChangeType.NEW]: '+',
  [WorkloadChangeType.GONE]: '-',
  [WorkloadChangeType.CHANGED]: '~',
  [WorkloadChangeType.MOVED]: '>',
  [WorkloadChangeType.RENAMED]: '>',
} as const;
const TONES = { '+': 'new', '-': 'gone', '~': 'changed', '>': 'changed' } as const;
/** Of what no line explains, so many fields of each object. */
const MOST_FIELDS = 3;
/** Where the template of pods is: a field in it is told by its path in the pod. */
const TEMPLATE = /^spec\.(jobTemplate\.spec\.)?template\.(spec\.)?/;

/** Which workloads differ, and by which lines; those of which the same is to be said together. */
export function workloadSection(workloads: readonly TouchedWorkload[], knowsLines: boolean): Section {
  const entries = workloads.map(each => ({ each, lines: bodyOf(each, knowsLines) }));
  const alike = groupBy(entries, ({ each, lines }) =>
    JSON.stringify([each.change.type, isWholeMove(each, lines) || each.workload.record.kind, whence(each), lines]),
  );
  return {
    title: 'Workloads',
    lines: [...alike.values()].flatMap(group => [titleOf(group.map(({ each }) => each)), ...group[0].lines]),
  };
}

export function workloadName({ record: { cluster, namespace, name } }: PlannedWorkload): string {
  return `${cluster}/${namespace}/${name}`;
}

function titleOf(group: readonly TouchedWorkload[]): Line {
  const [{ change: { type } }] = group;
  const kind = [...new Set(group.map(({ workload: { record } }) => record.kind))].join(', ');
  const sign = SIGNS[type];
  const names = several(group.map(({ workload }) => workloadName(workload)));
  const what = relocated(group[0]) ? 'moved' : type;
  return { indent: 1, text: `${sign} ${names}: ${kind}, ${what}${whence(group[0])}`, tone: TONES[sign] };
}

function whence({ change }: TouchedWorkload): string {
  const { type, before, after } = change;
  // By their paths, which begin with the chart's: the name stays the same.
  if (type === WorkloadChangeType.MOVED) return ` from ${before!.record.path} to ${after!.record.path}`;
  const relocation = relocated({ change });
  if (relocation) return ` ${relocationText(relocation)}`;
  return type === WorkloadChangeType.RENAMED ? ` from ${before!.record.namespace}/${before!.record.name}` : '';
}

/** Where a workload was and is, if it has the same name elsewhere. */
function relocated({ change: { type, before, after } }: Pick<TouchedWorkload, 'change'>): Relocation | undefined {
  if (type !== WorkloadChangeType.RENAMED || before!.record.name !== after!.record.name) return undefined;
  return relocationOf(before!.record, after!.record);
}

/** Whether it is one of those of a chart that moves, and nothing else of it differs. */
function isWholeMove(each: TouchedWorkload, lines: readonly Line[]): boolean {
  return relocated(each) !== undefined && lines.length === 0;
}

function bodyOf({ change, place, lines, causes, workload }: TouchedWorkload, knowsLines: boolean): Line[] {
  const written = place && placeText(place);
  const relocation = relocated({ change });
  switch (change.type) {
    case WorkloadChangeType.NEW:
      return [{ indent: 3, text: `release ${change.after!.record.release}`, aside: written }];
    case WorkloadChangeType.GONE:
      return written === undefined ? [] : [{ indent: 3, text: `it was at ${written}`, tone: 'aside' }];
    default:
      return [
        ...change.facts.filter(each => !(relocation && isImplied(each, relocation))).flatMap(each => fieldLines(each, 3)),
        ...propertyLines(lines),
        ...(lines.length > 0 || change.type !== WorkloadChangeType.CHANGED
          ? []
          : unexplained(causes, workload.record.name, knowsLines ? undefined : written)),
      ];
  }
}

/** As they are written, where that is known: a value of a class is one, however many of its fields differ. */
function propertyLines(lines: readonly PropertyLine[]): Line[] {
  const values = groupBy(lines, ({ path, written }) => pathText(written?.path ?? path));
  return [...values].flatMap(([name, [first, ...more]]) => {
    const aside = first.place && placeText(first.place);
    const { written } = first;
    if (written === undefined) return [first, ...more].flatMap(each => fieldLines(each, 3, each.place && placeText(each.place)));
    const { before, after } = written;
    const side = before === undefined ? 'new' : after === undefined ? 'gone' : undefined;
    if (side) return [{ indent: 3, text: `${name}: ${before ?? after}`, tone: side, aside: sided(side, aside) }];
    return [{ indent: 3, text: `${name}: ${before} → ${after}`, aside }];
  });
}

/**
 * Without a line of its own that differs, the difference is another's: of the platform, of a release, of a workload beside it.
 *
 * @param written where the workload is, if nobody knows which of its lines differ
 */
function unexplained(causes: readonly Cause[], name: string, written: string | undefined): Line[] {
  const own = causes.filter(({ type }) => type === 'user');
  const others = causes.filter(({ type }) => type !== 'user');
  const lines = [...own, ...others].map(cause => ({
    indent: 3, text: `${cause.origin}: ${cause.objects.map(each => objectText(each, name)).join('; ')}`,
    aside: cause.type === 'user' ? written : undefined,
  }));
  return written === undefined
    ? [{ indent: 3, text: 'by no line of its own; what differs is of', tone: 'aside' }, ...lines]
    : lines;
}

/** The names of a workload's objects are its own, as a rule. */
function objectText({ object, change, fields }: CausedObject, name: string): string {
  const short = object.replace(new RegExp(` ${name}$`), '');
  if (fields.length === 0) return `${short} is ${change}`;
  return `${short} ${several(fields.map(each => each.replace(TEMPLATE, '')), MOST_FIELDS)}`;
}
