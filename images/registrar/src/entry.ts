import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { Allowance, Layout, Place } from './layout';
import { join } from './paths';
import { ANNOTATION, Pod, readySince, takesCalls } from './pod';
import { Refusal, Registration, registrationOf } from './registration';

/** A pod's entry in ZooKeeper. */
export interface Entry {
  /** Unique, also among entries of the same pod. */
  readonly id: string;
  readonly format: 'kingpin' | 'serverset';
  /** The folder of the service. */
  readonly path: string;
  readonly place: Place;
  /** Its name in the folder; ZooKeeper appends a number if it is sequential. */
  readonly name: string;
  readonly sequential: boolean;
  readonly data: string;
  /** What clients call: only one entry of a folder has it. */
  readonly address: string;
  readonly pod: string;
  /** When its pod was created, as Kubernetes writes it. */
  readonly created: string;
  /** When its pod became ready, in milliseconds. */
  readonly readySince?: number;
}

/**
 * The entry of a pod that takes calls and has the annotation. What the annotation says is a claim; the namespace, the names and
 * the address are the API server's.
 *
 * @throws Refusal if the pod cannot have what it asks for
 */
export function entryOf(pod: Pod, layout: Layout, allowance: Allowance): Entry | undefined {
  const text = pod.metadata.annotations?.[ANNOTATION];
  if (text === undefined || !takesCalls(pod)) return undefined;
  const registration = registrationOf(text);
  const place = layout.place(pod.metadata.namespace, registration.path, allowance);
  if (typeof place === 'string') throw new Refusal(`has the path ${registration.path}, which ${place}`);
  return entry(registration, place, pod);
}

/** The address of an entry that was found in a folder; undefined if it is not one. */
export function addressOf(name: string, data: string): string | undefined {
  if (!name.startsWith(MEMBER)) return KINGPIN.exec(name)?.[1];
  if (data.length > LONGEST_DATA) return undefined;
  try {
    const { serviceEndpoint: { host, port } } = JSON.parse(data);
    return typeof host === 'string' && typeof port === 'number' ? address(host, port) : undefined;
  } catch {
    return undefined;
  }
}

const MEMBER = 'member_';
const KINGPIN = /^[0-9a-f]{32}-(.+)$/;
/** What the longest annotation makes is shorter. */
const LONGEST_DATA = 8192;
/** Readers take the shard for a number of 32 bits. */
const SHARD = /-(\d{1,9})$/;

function entry({ format, path, port, additional, numbered }: Registration, place: Place, { metadata, status }: Pod): Entry {
  const host = status!.podIP!;
  if (isIP(host) === 0) throw new Refusal('has an address that is none');
  const common = {
    format,
    path,
    place,
    address: address(host, port),
    pod: `${metadata.namespace}/${metadata.name}`,
    created: metadata.creationTimestamp ?? '',
    readySince: readySince({ metadata, status }),
  };
  if (format === 'kingpin') {
    const name = `${hex(metadata.uid)}-${common.address}`;
    return { ...common, id: join(path, name), name, sequential: false, data: '' };
  }
  const endpoint = (number: number) => ({ host, port: number });
  const data = JSON.stringify({
    serviceEndpoint: endpoint(port),
    additionalEndpoints: Object.fromEntries(additional.map(([name, number]) => [name, endpoint(number)])),
    status: 'ALIVE',
    shard: numbered ? Number(SHARD.exec(metadata.name)?.[1] ?? 0) : 0,
  });
  return { ...common, id: `${join(path, hex(metadata.uid))} ${data}`, name: MEMBER, sequential: true, data };
}

/** 32 hexadecimal digits unique to the pod, the same from every registrar. */
function hex(uid: string): string {
  const digits = uid.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits : createHash('sha256').update(uid).digest('hex').slice(0, 32);
}

function address(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
