import { Duration } from 'cdk8s';
import { Exposure, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Gateway } from 'cdk8s-pinterest/platform';
import { Probe } from 'cdk8s-plus-27';
import { manifestOf } from './manifest';
import { MESH } from './mesh';

/* Services that are reached through a Gateway whose proxies run in another namespace than the Gateway itself. */

export const GATEWAY = { name: 'public', namespace: 'gateways' };
export const PROXIES = 'ingress';

export interface Flavour {
  readonly namespace: string;
  readonly identity: boolean;
}

export const hostOf = (name: string, { namespace }: Flavour) => `${name}.${namespace}.example.com`;

function service(flavour: Flavour, name: string, gateway: Gateway): string {
  const { namespace, identity } = flavour;
  const ingress = { className: 'public', namespace: gateway.proxyNamespace ?? 'elsewhere' };
  return manifestOf(namespace, chart => {
    new PinterestService(chart, name, {
      container: { image: 'registry.example.com/pinboard:1.0.0', portNumber: 8080, readiness: Probe.fromHttpGet('/healthz') },
      exposure: Exposure.httpRoute({ host: hostOf(name, flavour) })
        .plus(Exposure.ingress({ host: hostOf(`${name}-ingress`, flavour) })),
      scaling: Scaling.fixed(1),
      drain: Duration.seconds(1),
    });
  }, { gateway, ingress, ...(identity && { identity: MESH }) });
}

/** One that says where the proxies are, and one that does not: they are taken to be in the Gateway's namespace. */
export const services = (flavour: Flavour) => [
  service(flavour, 'open', { ...GATEWAY, proxyNamespace: PROXIES }), service(flavour, 'shut', GATEWAY),
].join('---\n');
