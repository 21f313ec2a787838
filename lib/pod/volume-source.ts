import type { Volume } from 'kubernetes-types/core/v1';

type Fields = Record<string, unknown>;

/** What cdk8s-plus calls otherwise than Kubernetes, by the type of the source. */
const NAMES = new Map([
  ['awsElasticBlockStore.volumeId', 'volumeID'],
  ['azureDisk.diskUri', 'diskURI'],
]);

/** Types whose `readOnly` may be unknown: there the API server keeps a `false`. */
const KEEPS_FALSE = new Set(['azureDisk', 'csi']);

/** A volume of cdk8s-plus as the API server keeps it: its names of fields, and nothing that is empty. */
export function keptVolume({ name, ...source }: Volume): Volume {
  return { name, ...keptSource(source) };
}

/** A source of a volume as the API server keeps it. */
export function keptSource(source: Fields): Fields {
  return Object.fromEntries(Object.entries(source).map(([type, fields]) => [type, kept(type, fields)]));
}

function kept(type: string, fields: unknown): unknown {
  if (!isObject(fields)) return fields;
  const entries = Object.entries(fields)
    .filter(([name, value]) => isKept(type, name, value))
    .map(([name, value]) => [NAMES.get(`${type}.${name}`) ?? name, value]);
  return Object.fromEntries(entries);
}

function isKept(type: string, name: string, value: unknown): boolean {
  if (type === 'hostPath' && name === 'type') return true;
  return !isEmpty(value) && (name !== 'readOnly' || value !== false || KEEPS_FALSE.has(type));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === '' || (isObject(value) && Object.keys(value).length === 0);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same for two volumes that are one: the order of their fields has no meaning. */
export function sourceKey({ name, ...source }: Volume): string {
  return JSON.stringify([name, source], (_, value: unknown) => (
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)) : value
  ));
}

interface Planned {
  readonly name: string;
  readonly source: Fields;
}

/** The same of a volume of the pod plan; none of one that cannot be written, which is refused where it would be. */
export function plannedKey({ name, source }: Planned): string | undefined {
  try {
    return sourceKey({ name, ...keptSource(source) });
  } catch {
    return undefined;
  }
}

/** Whether two volumes of the pod plan are one. */
export function isSameVolume(one: Planned, other: Planned): boolean {
  const key = plannedKey(one);
  return key !== undefined && key === plannedKey(other);
}
