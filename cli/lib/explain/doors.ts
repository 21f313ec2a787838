import { ExplainedObject } from './explanation';
import { NAME_LABEL } from '../cluster/labels';

/** A port at which others reach the pods. */
export interface Door {
  /** Its number in the pods; none if the policy opens all. */
  readonly port?: number;
  readonly endPort?: number;
  readonly protocol: string;
  /** The container that listens there, if one says so. */
  readonly container?: string;
  /** By which names and numbers Services lead to it: `api:http (80)`. */
  readonly services: readonly string[];
  /** Who may come, in words. */
  readonly peers: readonly string[];
}

/** What brings requests from outside the cluster. */
export interface Route {
  /** `Ingress/api`. */
  readonly object: string;
  readonly host: string;
  readonly path: string;
  /** The Service and its port. */
  readonly to: string;
}

/** Who may reach the pods, from their NetworkPolicy; the kubelet always may. */
export function doorsOf(objects: readonly ExplainedObject[]): Door[] {
  const contents = (kind: string) => objects.filter(object => object.kind === kind).map(({ content }) => content as any);
  const services = contents('Service');
  const containers = objects.flatMap(({ content }) => containersIn(content as any));
  const doors = new Map<string, Door>();
  for (const policy of contents('NetworkPolicy')) {
    for (const { from, ports = [undefined] } of policy.spec?.ingress ?? []) {
      const peers = from === undefined ? ['everyone'] : from.map((peer: any) => peerInWords(peer, policy.spec.podSelector));
      for (const opened of ports) {
        const key = JSON.stringify(opened ?? '');
        const known = doors.get(key);
        const door = known ?? doorAt(opened, services, containers);
        doors.set(key, { ...door, peers: [...new Set([...door.peers, ...peers])] });
      }
    }
  }
  return [...doors.values()];
}

function doorAt(opened: any, services: any[], containers: any[]): Door {
  const { port, endPort, protocol = 'TCP' } = opened ?? {};
  const listens = containers.find(({ ports = [] }) => ports.some((each: any) => each.containerPort === port));
  const named = listens?.ports.find((each: any) => each.containerPort === port)?.name;
  const leads = services.flatMap(({ metadata, spec }) => (spec?.ports ?? [])
    .filter((each: any) => each.targetPort === port || (named !== undefined && each.targetPort === named))
    .map((each: any) => `${metadata.name}${each.name ? `:${each.name}` : ''} (${each.port})`));
  return { port, endPort, protocol, container: listens?.name, services: leads, peers: [] };
}

function containersIn(value: any): any[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<any>(value).flatMap(([key, field]) => (
    (key === 'containers' || key === 'initContainers') && Array.isArray(field) ? field : containersIn(field)
  ));
}

const NAMESPACE = 'kubernetes.io/metadata.name';

function peerInWords({ ipBlock, podSelector, namespaceSelector }: any, own: any): string {
  if (ipBlock) return `addresses ${ipBlock.cidr}`;
  if (namespaceSelector === undefined && JSON.stringify(podSelector) === JSON.stringify(own)) return 'its own pods';
  const namespace: string | undefined = namespaceSelector?.matchLabels?.[NAMESPACE];
  const labels = Object.entries<string>(podSelector?.matchLabels ?? {});
  const selected = `pods with ${labels.map(([key, value]) => `${key}=${value}`).join(', ')}`;
  const pods: string = labels.length === 0 ? 'all pods' : podSelector.matchLabels[NAME_LABEL] ?? selected;
  if (namespaceSelector === undefined) return `${pods} of its own namespace`;
  return namespace === undefined ? `${pods} of the cluster` : `${pods} in ${namespace}`;
}

/** `TCP 8443`. */
export function portOf({ port, endPort, protocol }: Door): string {
  if (port === undefined) return 'all ports';
  return `${protocol} ${port}${endPort === undefined ? '' : `–${endPort}`}`;
}

export function routesOf(objects: readonly ExplainedObject[]): Route[] {
  return objects.flatMap(({ kind, name, content }) => {
    const { spec = {} } = content as any;
    const object = `${kind}/${name}`;
    if (kind === 'Ingress') return (spec.rules ?? []).flatMap((rule: any) => routesOfRule(object, rule));
    if (kind !== 'HTTPRoute') return [];
    return (spec.rules ?? []).flatMap((rule: any) => routesOfHttp(object, rule, spec.hostnames ?? ['*']));
  });
}

function routesOfRule(object: string, { host = '*', http }: any): Route[] {
  return (http?.paths ?? []).map(({ path = '/', backend: { service } }: any) => (
    { object, host, path, to: `${service?.name}:${service?.port?.name ?? service?.port?.number}` }
  ));
}

function routesOfHttp(object: string, { matches = [{}], backendRefs = [] }: any, hosts: string[]): Route[] {
  const to = backendRefs.map((each: any) => `${each.name}:${each.port}`).join(', ');
  return matches.flatMap(({ path }: any) => hosts.map(host => ({ object, host, path: path?.value ?? '/', to })));
}
