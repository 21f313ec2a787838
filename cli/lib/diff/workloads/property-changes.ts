import { FieldChange, fieldChanges } from '../fields/field-changes';
import { Fields, isFields } from '../fields/values';

/** What the author of a workload has changed: its properties, as one reads them. */
export function propertyChanges(before: unknown, after: unknown): FieldChange[] {
  return fieldChanges(readable(before), readable(after)).filter(({ path }) => path.length > 0);
}

/** An object of a class as its author thinks of it: `64 mebibytes`, the one value that it has, or its public fields. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (!isFields(value)) return value;
  if (typeof value.class !== 'string') return mapFields(value, readable);
  const { class: name, ...fields } = value;
  const { amount, unit } = fields;
  if (typeof amount === 'number' && isFields(unit)) return `${amount} ${typeof unit.label === 'string' ? unit.label : ''}`.trim();
  const [[, only] = [], ...more] = Object.entries(fields);
  if (more.length === 0 && (typeof only === 'string' || typeof only === 'number')) return only;
  return { ...mapFields(fields, readable), '(class)': name };
}

function mapFields(fields: Fields, map: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));
}
