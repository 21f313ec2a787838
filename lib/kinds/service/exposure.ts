import type { IngressSpec } from 'kubernetes-types/networking/v1';
import type { HttpRouteSpec } from '../../../imports/gateway.networking.k8s.io';
import { Cluster } from '../../cluster/cluster';
import { eachOf, flat, optional, Rule, shape, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { Problem } from '../../validation/problem';
import { valueObject } from '../../validation/value-object';

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
}

/** Which requests an Ingress accepts. */
export interface IngressOptions extends ExposureOptions {
  /**
   * Secret with the certificate of the host.
   *
   * @default - plain HTTP, or the default of the ingress controller
   */
  readonly tlsSecret?: string;
}

/** How a service is reached from outside the cluster. */
export class Exposure {
  /** By an Ingress of the cluster's ingress controller. */
  public static ingress(options: IngressOptions): Exposure {
    return new Exposure([options], []);
  }

  /** By an HTTPRoute of the cluster's Gateway. */
  public static httpRoute(options: ExposureOptions): Exposure {
    return new Exposure([], [options]);
  }

  private constructor(public readonly ingresses: IngressOptions[], public readonly httpRoutes: ExposureOptions[]) {}

  /** This exposure and another one, for example while a service moves from Ingress to Gateway API. */
  public plus(other: Exposure): Exposure {
    return new Exposure([...this.ingresses, ...other.ingresses], [...this.httpRoutes, ...other.httpRoutes]);
  }
}

export function ingressSpec(className: string, ingresses: IngressOptions[], service: string, port: string): IngressSpec {
  const tls = ingresses.filter(ingress => ingress.tlsSecret).map(ingress => ({
    hosts: [ingress.host], secretName: ingress.tlsSecret!,
  }));
  return {
    ingressClassName: className,
    rules: ingresses.map(ingress => ({
      host: ingress.host,
      http: {
        paths: [{ path: ingress.path ?? '/', pathType: 'Prefix', backend: { service: { name: service, port: { name: port } } } }],
      },
    })),
    ...(tls.length > 0 && { tls }),
  };
}

export function httpRouteSpec(
  gateway: { name: string; namespace: string }, routes: ExposureOptions[], service: string, port: number,
): HttpRouteSpec {
  return {
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.name, namespace: gateway.namespace }],
    hostnames: [...new Set(routes.map(route => route.host))],
    rules: [{
      matches: routes.map(route => ({ path: { type: 'PathPrefix', value: route.path ?? '/' } })),
      backendRefs: [{ group: '', kind: 'Service', name: service, port, weight: 1 }],
    }],
  };
}

const HOST_AND_PATH: Record<string, Rule> = { host: text(KINDS.host), path: optional(text(KINDS.urlPath)) };
const FIX = 'Write for example { host: "api.example.com" }.';

const EXPOSURE_FIX = 'Write for example Exposure.ingress({ host: "api.example.com" }).';

/** One host or path is told as `exposure.host`: there is mostly one. */
export const EXPOSURE_SHAPE = valueObject('ingresses', shape({
  ingresses: flat(eachOf(shape({ ...HOST_AND_PATH, tlsSecret: optional(text(KINDS.objectName)) }, FIX))),
  httpRoutes: flat(eachOf(shape(HOST_AND_PATH, FIX))),
}, EXPOSURE_FIX), EXPOSURE_FIX);

/** @param hasPort whether there is a port to expose */
export function exposureProblems(exposure: Exposure | undefined, cluster: Cluster, hasPort: boolean): Problem[] {
  if (!exposure) return [];
  const problems: Problem[] = [];
  if (!hasPort) {
    problems.push({ field: 'exposure', rule: 'there is no port to expose', fix: 'Write container.portNumber.' });
  }
  if (exposure.ingresses.length > 0 && !cluster.ingress) {
    problems.push({
      field: 'exposure',
      value: 'ingress',
      rule: `the cluster ${cluster.name} has no ingress controller`,
      fix: 'Set ingress on the Cluster, or use Exposure.httpRoute.',
    });
  }
  if (exposure.httpRoutes.length > 0 && !cluster.gateway) {
    problems.push({
      field: 'exposure',
      value: 'httpRoute',
      rule: `the cluster ${cluster.name} has no gateway`,
      fix: 'Set gateway on the Cluster, or use Exposure.ingress.',
    });
  }
  // All rules of an HTTPRoute apply to all of its hosts.
  const hosts = [...new Set(exposure.httpRoutes.map(route => route.host))];
  if (hosts.length > 1) {
    problems.push({
      field: 'exposure.httpRoute',
      value: hosts,
      rule: 'a service has one HTTPRoute with one host',
      fix: 'Use one host, or add a second HTTPRoute as an ApiObject.',
    });
  }
  return problems;
}
