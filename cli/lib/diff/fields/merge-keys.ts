import { Path } from './path';
import { isFields, valueIn } from './values';

/** What names an item of a list. */
export type KeyOf = (item: unknown) => string;

/** Lists that the server merges item by item, by the fields that name an item there: those of Kubernetes' own kinds. */
const MERGED: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  resourceClaims: ['name'],
  schedulingGates: ['name'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  webhooks: ['name'],
  validations: ['expression'],
  matchConditions: ['name'],
  groups: ['name'],
};

/** Container ports and Service ports are both `ports`, as are those of NetworkPolicies, which are not merged. */
const CONTAINER_PORTS = ['containerPort', 'protocol'];
const SERVICE_PORTS = ['port', 'protocol'];

/** What names items for a reader, in lists that the server replaces as a whole. */
const SHOWN: readonly (readonly string[])[] = [
  ['name'], ['metadata.name'], ['key', 'operator', 'effect'], ['path'], ['host'], ['ip'], ['port', 'protocol'], ['topologyKey'],
  ['kind', 'name'], ['type'],
];
const NOT_SHOWN_BY_NAME = new Set(['env', 'ports']);

/** Where the server itself fills in what names an item. */
const DEFAULTS: Readonly<Record<string, string>> = { protocol: 'TCP' };

/** What names the items of lists at a path that the server merges. */
export function mergedBy(path: Path, ...lists: (readonly unknown[])[]): KeyOf | undefined {
  const fields = mergedFields(path, lists.flat());
  return fields && unique(fields, lists);
}

/** What names the items of lists for a reader; undefined if only their places do. */
export function shownBy(path: Path, ...lists: (readonly unknown[])[]): KeyOf | undefined {
  const merged = mergedBy(path, ...lists);
  if (merged !== undefined || NOT_SHOWN_BY_NAME.has(path.at(-1) as string)) return merged;
  for (const fields of SHOWN) {
    const key = unique(fields, lists);
    if (key) return key;
  }
  return undefined;
}

function mergedFields(path: Path, items: readonly unknown[]): readonly string[] | undefined {
  const name = path.at(-1) as string;
  if (name !== 'ports') return Object.hasOwn(MERGED, name) ? MERGED[name] : undefined;
  if (items.every(each => valueIn(each, 'containerPort') !== undefined)) return CONTAINER_PORTS;
  return path.length === 2 && path[0] === 'spec' ? SERVICE_PORTS : undefined;
}

/** If all items have it, and no two of a list the same. */
function unique(fields: readonly string[], lists: readonly (readonly unknown[])[]): KeyOf | undefined {
  const isOne = (list: readonly unknown[]) => {
    const keys = list.map(each => keyText(fields, each));
    return !keys.includes(undefined) && new Set(keys).size === keys.length;
  };
  return lists.every(isOne) ? each => keyText(fields, each) as string : undefined;
}

/** `8080/TCP`; undefined if the first field is missing. */
export function keyText(fields: readonly string[], value: unknown): string | undefined {
  if (!isFields(value)) return undefined;
  const [first, ...others] = fields.map(field => valueIn(value, ...field.split('.')) ?? DEFAULTS[field]);
  if (first === undefined || typeof first === 'object') return undefined;
  return [first, ...others.filter(each => each !== undefined)].join('/');
}
