import { Layout } from '../src/layout';
import { Namespaces } from '../src/namespaces';
import { Pod } from '../src/pod';
import { Pods } from '../src/pods';

export const UID = '01234567-89ab-cdef-0123-456789abcdef';

export interface PodOptions {
  readonly uid?: string;
  readonly name?: string;
  readonly ip?: string;
  readonly ready?: boolean;
  readonly terminating?: boolean;
  readonly discovery?: object | string;
  readonly namespace?: string;
  readonly created?: string;
}

/** A pod, as the API server gives it. */
export function pod({
  uid = UID, name = 'api-1', namespace = 'shop', ip = '10.0.0.1', ready = true, terminating = false, created,
  discovery = kingpin(),
}: PodOptions = {}): Pod {
  return {
    metadata: {
      uid, name, namespace, creationTimestamp: created, ...(terminating && { deletionTimestamp: '2026-11-24T10:00:00Z' }),
      annotations: { 'pinterest.com/discovery': typeof discovery === 'string' ? discovery : JSON.stringify(discovery) },
    },
    status: {
      podIP: ip,
      conditions: [
        { type: 'Initialized', status: 'True' },
        { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: '2026-11-24T09:00:00Z' },
      ],
    },
  };
}

export const kingpin = (path = '/discovery/api.shop/prod') => ({ format: 'kingpin', path, port: 8443 });
export const serverset = (path = '/sets/api') => ({ format: 'serverset', path, port: 8443 });

/** The n-th of many pods. */
export function numbered(n: number, discovery: object = kingpin()): Pod {
  return pod({
    uid: `${n.toString(16).padStart(8, '0')}${UID.slice(8)}`,
    name: `api-${n}`,
    ip: `10.0.${Math.floor(n / 256)}.${n % 256}`,
    discovery,
  });
}

export const LAYOUT = { root: '/discovery', environment: 'prod', claimPath: '/registrars/tests' };

/** Pods of a node, whose namespace `shop` may have these paths beside its own. */
export function podsWith(paths: string, layout = new Layout(LAYOUT)): { pods: Pods; namespaces: Namespaces } {
  const namespaces = new Namespaces(layout);
  const pods = new Pods(layout, namespaces);
  namespaces.list([{ name: 'shop', paths }]);
  return { pods, namespaces };
}

/** The entries that pods ask for and get. */
export function wanted(pods: Pods): string[] {
  return pods.folders().flatMap(path => pods.addresses(path).map(address => pods.wanted(path, address)!.pod)).sort();
}
