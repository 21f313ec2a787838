import type { IngressSpec } from 'kubernetes-types/networking/v1';
import { ANNOTATIONS } from './service-shape';
import type { HttpRouteSpec } from '../../imports/gateway.networking.k8s.io';
import { eachOf, flat, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { isA } from '../validation/look';
import { valueObject } from '../validation/value-object';

/** Which requests an Ingress or HTTPRoute accepts. */
export interface ExposureOptions {
  /** Host name, such as `api.pinboard.example.com`. */
  readonly host: string;

  /**
   * Path prefix of the requests for the service.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * Name of the port that they come to.
   *
   * @default - the first port that speaks HTTP, or else the first one
   */
  readonly port?: string;
}

/** Which requests an Ingress accepts. */
export interface IngressOptions extends ExposureOptions {
  /**
   * Secret with the certificate of the host.
   *
   * @default - plain HTTP, or the default of the ingress controller
   */
  readonly tlsSecret?: string;

  /**
   * Annotations of its Ingress, by which the ingress controller learns more: sizes, times, who issues the certificate.
   * Hosts and paths with the same annotations share an Ingress.
   *
   * @default - those of every object of the workload
   */
  readonly annotations?: { [key: string]: string };
}

/** How a service is reached from outside the cluster. */
export class Exposure {
  /** By an Ingress of the cluster's ingress controller. */
  public static ingress(options: IngressOptions): Exposure {
    return new Exposure([options], []);
  }

  /** By an HTTPRoute of the cluster's Gateway; each host has one of its own. */
  public static httpRoute(options: ExposureOptions): Exposure {
    return new Exposure([], [options]);
  }

  private constructor(public readonly ingresses: IngressOptions[], public readonly httpRoutes: ExposureOptions[]) {}

  /** This exposure and another one: of another host or port, or while a service moves from Ingress to Gateway API. */
  public plus(other: Exposure): Exposure {
    // What is none in plain JavaScript is refused as an item.
    const { ingresses, httpRoutes } = isA(other, Exposure) ? other : new Exposure([other as any], []);
    return new Exposure([...this.ingresses, ...ingresses], [...this.httpRoutes, ...httpRoutes]);
  }
}

/** The names of the ports that are exposed; undefined is the main one. */
export function exposedNames(exposure: Exposure | undefined): (string | undefined)[] {
  return exposure ? [...exposure.ingresses, ...exposure.httpRoutes].map(({ port }) => port) : [];
}

/** Those that share an Ingress, since annotations are of all of it. */
export function ingressGroups(ingresses: IngressOptions[]): IngressOptions[][] {
  const groups = new Map<string, IngressOptions[]>();
  for (const each of ingresses) {
    const key = JSON.stringify(Object.entries(each.annotations ?? {}).sort());
    groups.set(key, [...groups.get(key) ?? [], each]);
  }
  return [...groups.values()];
}

/**
 * @param ingresses those of one Ingress
 * @param all those of the workload: a host has one certificate, in whatever Ingress
 * @param portOf the Service's port for a port of the application
 */
export function ingressSpec(
  className: string, ingresses: IngressOptions[], all: IngressOptions[], service: string, portOf: (name?: string) => ExposedPort,
): IngressSpec {
  const own = new Set(ingresses.map(({ host }) => host));
  const hosts = new Map(all.flatMap(({ host, tlsSecret }) => tlsSecret && own.has(host) ? [[host, tlsSecret] as const] : []));
  const tls = [...hosts].map(([host, secretName]) => ({ hosts: [host], secretName }));
  return {
    ingressClassName: className,
    rules: ingresses.map(({ host, path = '/', port }) => ({
      host,
      http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name: service, port: backendPort(portOf(port)) } } }] },
    })),
    ...(tls.length > 0 && { tls }),
  };
}

/** A port of a Service. */
interface ExposedPort {
  readonly name: string;
  readonly port: number;
}

/** A Service may have longer names of ports than an Ingress takes. */
const LONGEST_PORT_NAME = 15;

function backendPort({ name, port }: ExposedPort) {
  return name.length > LONGEST_PORT_NAME ? { number: port } : { name };
}

/**
 * @param routes those of one host
 * @param portOf the number of the Service's port for a port of the application
 */
export function httpRouteSpec(
  gateway: { name: string; namespace: string }, routes: ExposureOptions[], service: string, portOf: (name?: string) => number,
): HttpRouteSpec {
  const ports = [...new Set(routes.map(({ port }) => portOf(port)))];
  return {
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.name, namespace: gateway.namespace }],
    hostnames: [...new Set(routes.map(route => route.host))],
    rules: ports.map(port => ({
      matches: routes.filter(route => portOf(route.port) === port).map(route => (
        { path: { type: 'PathPrefix', value: route.path ?? '/' } }
      )),
      backendRefs: [{ group: '', kind: 'Service', name: service, port, weight: 1 }],
    })),
  };
}

/** One that is refused is left out: nothing is to be said of what takes its place. */
const PORT: Rule = (value, field, problems) => {
  const found = problems.length;
  const port = PORT_NAME(value, field, problems);
  return problems.length > found ? undefined : port;
};
const PORT_NAME = text(KINDS.portName, { fix: 'Write the name of a port, such as "http".' });

const FIELDS: Record<string, Rule> = {
  host: text(KINDS.host), path: optional(text(KINDS.urlPath)), port: optional(PORT),
};
const FIX = 'Write for example { host: "api.example.com" }.';

const EXPOSURE_FIX = 'Write for example Exposure.ingress({ host: "api.example.com" }).';

/** One host or path is told as `exposure.host`: there is mostly one. */
export const EXPOSURE_SHAPE = valueObject('ingresses', shape({
  ingresses: flat(eachOf(shape({ ...FIELDS, tlsSecret: optional(text(KINDS.objectName)), annotations: ANNOTATIONS }, FIX))),
  httpRoutes: flat(eachOf(shape(FIELDS, FIX))),
}, EXPOSURE_FIX), EXPOSURE_FIX);
