import { objectName } from './effect-sections';
import { fieldLines } from './field-lines';
import { Line, Section } from './line';
import { several } from './words';
import { groupBy } from '../../group-by';
import { JudgedChange } from '../comparison';
import { ObjectChangeType } from '../objects/object-change';
import { PlannedObject } from '../objects/planned-object';

const SIGNS = {
  [ObjectChangeType.NEW]: '+',
  [ObjectChangeType.GONE]: '-',
  [ObjectChangeType.CHANGED]: '~',
  [ObjectChangeType.RENAMED]: '>',
  [ObjectChangeType.MOVED]: '>',
} as const;
const TONES = { '+': 'new', '-': 'gone', '~': 'changed', '>': 'changed' } as const;

/** Each object and its fields; objects of one kind with the same differences together. */
export function objectSection(changes: readonly JudgedChange[]): Section {
  const entries = changes.map(change => ({ change, lines: linesOf(change) }));
  const alike = groupBy(entries, ({ change: { type, before, after }, lines }) =>
    JSON.stringify([type, (after ?? before)!.kind, lines]),
  );
  return {
    title: 'Objects',
    lines: [...alike.values()].flatMap(group => {
      const [{ change: { type }, lines }] = group;
      const sign = SIGNS[type];
      const names = several(group.map(({ change: { before, after } }) => objectName((after ?? before)!)));
      return [{ indent: 1, text: `${sign} ${names}`, tone: TONES[sign] }, ...lines];
    }),
  };
}

function linesOf({ type, before, after, fields, sameStored }: JudgedChange): Line[] {
  const whence: Line[] = [];
  if (type === ObjectChangeType.RENAMED) {
    whence.push({
      indent: 3,
      text: `in place of ${sameScope(before!, after!) ? before!.name : objectName(before!)}`,
      tone: 'aside',
    });
  }
  if (before && after && before.file !== '' && before.file !== after.file) {
    whence.push({ indent: 3, text: `moved from ${before.file} to ${after.file}`, tone: 'aside' });
  }
  if (sameStored) whence.push({ indent: 3, text: 'the server stores the same as before', tone: 'aside' });
  const shown = type === ObjectChangeType.RENAMED ? fields.filter(({ path }) => path.join('.') !== 'metadata.name') : fields;
  return [...whence, ...shown.flatMap(field => fieldLines(field, 3))];
}

function sameScope(one: PlannedObject, other: PlannedObject): boolean {
  return one.cluster === other.cluster && one.namespace === other.namespace && one.kind === other.kind;
}
