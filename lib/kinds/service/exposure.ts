import type { IngressSpec } from 'kubernetes-types/networking/v1';
import type { HttpRouteSpec } from '../../../imports/gateway.networking.k8s.io';
import { Cluster } from '../../cluster/cluster';
import { HOST_NAME } from '../../validation/patterns';
import { Problem } from '../../validation/problem';

/** What an Ingress or HTTPRoute answers to. */
export interface ExposureOptions {
  /** Host name, such as `api.pinboard.example.com`. */
  readonly host: string;

  /**
   * Path under which all requests go to the service.
   *
   * @default /
   */
  readonly path?: string;
}

/** What an Ingress answers to. */
export interface IngressOptions extends ExposureOptions {
  /**
   * Secret with the certificate of the host.
   *
   * @default - plain HTTP, or what the ingress controller does by itself
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

  /** Both this and another way, as when a service moves from Ingress to Gateway API. */
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
      fix: 'Declare it as the Cluster\'s ingress, or use Exposure.httpRoute.',
    });
  }
  if (exposure.httpRoutes.length > 0 && !cluster.gateway) {
    problems.push({
      field: 'exposure',
      value: 'httpRoute',
      rule: `the cluster ${cluster.name} has no gateway`,
      fix: 'Declare it as the Cluster\'s gateway, or use Exposure.ingress.',
    });
  }
  for (const { host } of [...exposure.ingresses, ...exposure.httpRoutes].filter(each => !HOST_NAME.test(each.host))) {
    problems.push({
      field: 'exposure.host', value: host, rule: 'must be a host name in lower case', fix: 'Write for example "api.example.com".',
    });
  }
  for (const { path } of [...exposure.ingresses, ...exposure.httpRoutes].filter(each => each.path?.startsWith('/') === false)) {
    problems.push({ field: 'exposure.path', value: path, rule: 'must start with "/"', fix: `Write "/${path}".` });
  }
  // All rules of an HTTPRoute hold for all of its hosts.
  const hosts = [...new Set(exposure.httpRoutes.map(route => route.host))];
  if (hosts.length > 1) {
    problems.push({
      field: 'exposure.httpRoute',
      value: hosts,
      rule: 'a service has one HTTPRoute, of one host',
      fix: 'Use one host, or add a second HTTPRoute as an ApiObject.',
    });
  }
  return problems;
}
