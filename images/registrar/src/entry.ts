import { createHash } from 'node:crypto';
import { Pod, readySince, takesCalls } from './pod';

/** The annotation that defines how a pod is registered. */
const ANNOTATION = 'pinterest.com/discovery';

/** A pod's entry in ZooKeeper. */
export interface Entry {
  /** Unique, also among entries of the same pod. */
  readonly id: string;
  readonly format: 'kingpin' | 'serverset';
  /** The folder of the service. */
  readonly path: string;
  /** Its name in the folder; ZooKeeper appends a number if it is sequential. */
  readonly name: string;
  readonly sequential: boolean;
  readonly data: string;
  /** Identifies it among the entries of its folder. */
  readonly key: string;
  readonly pod: string;
  /** When its pod became ready, in milliseconds. */
  readonly readySince?: number;
}

interface Registration {
  readonly format: string;
  readonly path: string;
  readonly port: number;
  readonly additional?: { readonly [name: string]: number };
  readonly numbered?: boolean;
}

/** The entry of a pod that takes calls and has the annotation. */
export function entryOf(pod: Pod): Entry | undefined {
  const text = pod.metadata.annotations?.[ANNOTATION];
  return text !== undefined && takesCalls(pod) ? entry(registrationOf(text), pod) : undefined;
}

/** The key of an entry found in a folder: its name, or in a serverset the address in it. */
export function keyOf(name: string, data: string): string {
  if (!name.startsWith(MEMBER)) return name;
  try {
    const { serviceEndpoint: { host, port } } = JSON.parse(data);
    return address(host, port);
  } catch {
    return name;
  }
}

const MEMBER = 'member_';
const PATH = /^(\/[^/\s]+)+$/;

function registrationOf(text: string): Registration {
  const registration = JSON.parse(text) as Registration;
  const { format, path, port } = registration;
  if (format !== 'kingpin' && format !== 'serverset') throw new Error(`unknown format "${format}"`);
  if (typeof path !== 'string' || !PATH.test(path) || path.startsWith('/zookeeper/')) throw new Error(`wrong path "${path}"`);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`wrong port "${port}"`);
  return registration;
}

function entry({ format, path, port, additional = {}, numbered }: Registration, { metadata, status }: Pod): Entry {
  const host = status!.podIP!;
  const common = { path, pod: `${metadata.namespace}/${metadata.name}`, readySince: readySince({ metadata, status }) };
  if (format === 'kingpin') {
    const name = `${hex(metadata.uid)}-${address(host, port)}`;
    return { ...common, id: `${path}/${name}`, format, name, sequential: false, data: '', key: name };
  }
  const endpoint = (number: number) => ({ host, port: number });
  const data = JSON.stringify({
    serviceEndpoint: endpoint(port),
    additionalEndpoints: Object.fromEntries(Object.entries(additional).map(([name, number]) => [name, endpoint(number)])),
    status: 'ALIVE',
    shard: numbered ? Number(/-(\d+)$/.exec(metadata.name)?.[1] ?? 0) : 0,
  });
  return {
    ...common,
    id: `${path}/${metadata.uid} ${data}`,
    format: 'serverset',
    name: MEMBER,
    sequential: true,
    data,
    key: address(host, port),
  };
}

/** 32 hexadecimal digits unique to the pod, the same from every registrar. */
function hex(uid: string): string {
  const digits = uid.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits : createHash('sha256').update(uid).digest('hex').slice(0, 32);
}

function address(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
