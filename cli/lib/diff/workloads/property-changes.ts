import { FieldChange, fieldChanges } from '../fields/field-changes';
import { Fields, isFields } from '../fields/values';

/** What the author of a workload has changed: its properties, as one reads them. */
export function propertyChanges(before: unknown, after: unknown): FieldChange[] {
  return fieldChanges(readable(before), readable(after)).filter(({ path }) => path.length > 0).map(change => ({
    ...change,
    ...(change.before !== undefined && { before: withoutClasses(change.before) }),
    ...(change.after !== undefined && { after: withoutClasses(change.after) }),
  }));
}

/** Two values of different classes may have the same fields. */
const CLASS = '(class)';

/** An object of a class as its author thinks of it: `64 mebibytes`, the one value that it has, or what it was made of. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (!isFields(value)) return value;
  if (typeof value.construct === 'string') return value.construct;
  if (typeof value.class !== 'string') return mapFields(value, readable);
  const { class: name, ...own } = value;
  const { amount, unit } = own;
  if (typeof amount === 'number' && isFields(unit)) return `${amount} ${typeof unit.label === 'string' ? unit.label : ''}`.trim();
  const fields = mapFields(madeOf(own), readable);
  const said = Object.entries(fields).filter(([, field]) => !isEmpty(field));
  const [[, only] = [], ...more] = said;
  if (more.length === 0 && (typeof only === 'string' || typeof only === 'number')) return only;
  return { ...Object.fromEntries(said), [CLASS]: name };
}

/** What a class keeps for itself, `_path` or `_options: { path }`, has been given to it under that name. */
function madeOf(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, field]): [string, unknown][] => {
    if (!name.startsWith('_')) return [[name, field]];
    return isFields(field) && typeof field.class !== 'string' ? Object.entries(field) : [[name.slice(1), field]];
  }));
}

function withoutClasses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutClasses);
  if (!isFields(value)) return value;
  const { [CLASS]: _, ...fields } = value;
  return mapFields(fields, withoutClasses);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function mapFields(fields: Fields, map: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));
}
