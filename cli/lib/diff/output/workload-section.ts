import { fieldLines } from './field-lines';
import { Line, Section } from './line';
import { count, several } from './words';
import { groupBy } from '../group-by';
import { Cause } from '../workloads/causes';
import { placeText } from '../workloads/places';
import { TouchedWorkload } from '../workloads/touched-workload';
import { PlannedWorkload, WorkloadChangeType } from '../workloads/workload-change';

const SIGNS = {
  [WorkloadChangeType.NEW]: '+',
  [WorkloadChangeType.GONE]: '-',
  [WorkloadChangeType.CHANGED]: '~',
  [WorkloadChangeType.MOVED]: '>',
  [WorkloadChangeType.RENAMED]: '>',
} as const;
const TONES = { '+': 'new', '-': 'gone', '~': 'changed', '>': 'changed' } as const;
/** Of what no line explains, so many fields of each origin. */
const MOST_FIELDS = 4;

/** Which workloads differ, and by which lines; those of which the same is to be said together. */
export function workloadSection(workloads: readonly TouchedWorkload[]): Section {
  const entries = workloads.map(each => ({ each, lines: bodyOf(each) }));
  const alike = groupBy(entries, ({ each, lines }) => JSON.stringify([each.change.type, each.workload.record.kind, whence(each), lines]));
  return { title: 'Workloads', lines: [...alike.values()].flatMap(group => [titleOf(group.map(({ each }) => each)), ...group[0].lines]) };
}

export function workloadName({ record: { cluster, namespace, name } }: PlannedWorkload): string {
  return `${cluster}/${namespace}/${name}`;
}

function titleOf(group: readonly TouchedWorkload[]): Line {
  const [{ change: { type }, workload: { record: { kind } } }] = group;
  const sign = SIGNS[type];
  const names = several(group.map(({ workload }) => workloadName(workload)));
  return { indent: 1, text: `${sign} ${names}: ${kind}, ${type}${whence(group[0])}`, tone: TONES[sign] };
}

function whence({ change: { type, before } }: TouchedWorkload): string {
  if (type === WorkloadChangeType.MOVED) return ` from ${before!.record.path}`;
  return type === WorkloadChangeType.RENAMED ? ` from ${workloadName(before!)}` : '';
}

function bodyOf({ change, place, lines, causes }: TouchedWorkload): Line[] {
  const written = place && placeText(place);
  switch (change.type) {
    case WorkloadChangeType.NEW: return [{ indent: 3, text: `release ${change.after!.record.release}`, aside: written }];
    case WorkloadChangeType.GONE: return written === undefined ? [] : [{ indent: 3, text: `it was at ${written}`, tone: 'aside' }];
    default: return [
      ...change.facts.flatMap(each => fieldLines(each, 3)),
      ...lines.flatMap(each => fieldLines(each, 3, each.place && placeText(each.place))),
      ...unexplained(lines.length > 0, change.type, causes),
    ];
  }
}

/** Without a line of its own that differs, the difference is another's: of the platform, of a release, of a workload beside it. */
function unexplained(explained: boolean, type: WorkloadChangeType, causes: readonly Cause[]): Line[] {
  if (explained || type !== WorkloadChangeType.CHANGED) return [];
  return [
    { indent: 3, text: 'by no line of its own, but by what is put there by', tone: 'aside' },
    ...causes.map(({ origin, what }) => ({ indent: 4, text: `${origin}: ${severalFields(what)}` })),
  ];
}

/** Names of objects that end in a hash are others in each workload: those of the fields say enough. */
function severalFields(what: readonly string[]): string {
  const shown = what.slice(0, MOST_FIELDS).join('; ');
  return what.length > MOST_FIELDS ? `${shown}; ${count(what.length - MOST_FIELDS, 'more field')}` : shown;
}
