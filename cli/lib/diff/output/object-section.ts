import { objectName } from './effect-sections';
import { fieldLines } from './field-lines';
import { Line, Section } from './line';
import { several } from './words';
import { groupBy } from '../../group-by';
import { count } from '../../output/plain';
import { JudgedChange } from '../comparison';
import { HASH, ObjectChangeType } from '../objects/object-change';
import { isImplied, relocationOf, relocationText } from '../objects/relocation';

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
  const moved = changes.filter(change => isOnlyElsewhere(change));
  const entries = changes.filter(change => !moved.includes(change)).map(change => ({ change, lines: linesOf(change) }));
  const alike = groupBy(entries, ({ change: { type, before, after }, lines }) =>
    JSON.stringify([type, (after ?? before)!.kind, lines]),
  );
  return {
    title: 'Objects',
    lines: [...movedLines(moved), ...[...alike.values()].flatMap(group => {
      const [{ change: { type }, lines }] = group;
      const sign = SIGNS[type];
      const names = several(group.map(({ change: { before, after } }) => objectName((after ?? before)!)));
      return [{ indent: 1, text: `${sign} ${names}`, tone: TONES[sign] }, ...lines];
    })],
  };
}

/** Whether an object is the same as before, in another namespace or on another cluster. */
function isOnlyElsewhere({ type, before, after, fields }: JudgedChange): boolean {
  const relocation = relocationOf(before, after);
  return type === ObjectChangeType.RENAMED && relocation !== undefined && fields.every(each => isImplied(each, relocation));
}

/** A chart that is elsewhere is one thing, on however many clusters. */
function movedLines(changes: readonly JudgedChange[]): Line[] {
  const groups = groupBy(changes, ({ before, after }) => relocationText(relocationOf(before, after)!));
  return [...groups].flatMap(([text, group]) => {
    const names = new Set(group.map(({ after }) => `${after!.kind} ${after!.name.replace(HASH, '')}`));
    const clusters = new Set(group.map(({ after }) => after!.cluster).filter(each => each !== undefined));
    const where = clusters.size === 0 ? '' : `, on ${several([...clusters])}`;
    return [
      { indent: 1, text: `> ${count(group.length, 'object')} ${text}${where}`, tone: 'changed' as const },
      { indent: 3, text: several([...names]) },
    ];
  });
}

function linesOf({ type, before, after, fields, sameStored }: JudgedChange): Line[] {
  const whence: Line[] = [];
  const relocation = relocationOf(before, after);
  if (type === ObjectChangeType.RENAMED) {
    const place = before!.name === after!.name ? [] : [`in place of ${before!.name}`];
    whence.push({ indent: 3, text: [...place, ...relocation ? [relocationText(relocation)] : []].join(', '), tone: 'aside' });
  }
  if (before && after && before.file !== '' && before.file !== after.file) {
    whence.push({ indent: 3, text: `moved from ${before.file} to ${after.file}`, tone: 'aside' });
  }
  if (sameStored) whence.push({ indent: 3, text: 'the server stores the same as before', tone: 'aside' });
  const shown = type !== ObjectChangeType.RENAMED ? fields : fields.filter(each => (
    each.path.join('.') !== 'metadata.name' && !(relocation && isImplied(each, relocation))
  ));
  return [...whence, ...shown.flatMap(field => fieldLines(field, 3))];
}
