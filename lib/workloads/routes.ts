import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { claimHosts, hostCollisions } from './exposed-hosts';
import { Exposure, httpRouteSpec, ingressGroups, ingressSpec } from './exposure';
import { exposureProblems } from './exposure-problems';
import { mainPort } from './open-ports';
import { Services } from './services';
import { WorkloadBase } from './workload-base';
import { derivedName, shortHash } from '../resources/names';
import { report, reportLater } from '../validation/problem';

/** What brings requests from outside the cluster to a workload. */
export interface Routes {
  /** One for all hosts and paths with the same annotations. */
  readonly ingresses: ApiObject[];
  /** One for each host. */
  readonly httpRoutes: ApiObject[];
  /** The namespaces of those who bring them. */
  readonly gateways: string[];
}

/** Makes the Ingress and the HTTPRoutes of a workload. */
export function routesOf(scope: Construct, workload: WorkloadBase, services: Services, exposure: Exposure | undefined): Routes {
  const { cluster } = workload.intent;
  report(scope, ...exposureProblems(exposure, cluster, workload.ports));
  const main = mainPort(workload.ports);
  if (exposure === undefined || main === undefined) return { ingresses: [], httpRoutes: [], gateways: [] };
  claimHosts(scope, cluster.name, exposure);
  reportLater(scope, () => hostCollisions(scope, cluster.name, exposure));
  const portOf = (name = main.port.name) => services.exposed(name) ?? services.exposed(main.port.name)!;
  const ingresses = ingressesOf(workload, services.name, exposure, portOf);
  const httpRoutes = httpRoutesOf(workload, services.name, exposure, portOf);
  const { namespace = '', proxyNamespace = namespace } = cluster.gateway ?? {};
  const gateways = [ingresses.length > 0 ? cluster.ingress!.namespace : [], httpRoutes.length > 0 ? proxyNamespace : []].flat();
  return { ingresses, httpRoutes, gateways: [...new Set(gateways)] };
}

type PortOf = (name?: string) => { readonly name: string; readonly port: number };

function ingressesOf(workload: WorkloadBase, service: string, { ingresses }: Exposure, portOf: PortOf): ApiObject[] {
  const { name, cluster: { ingress } } = workload.intent;
  if (!ingress) return [];
  return ingressGroups(ingresses).map((group, n) => {
    const [{ host, path = '/', annotations }] = group;
    const hash = shortHash(`${host}${path}`);
    const metadata = workload.metadata();
    return workload.object(n === 0 ? 'ingress' : `ingress-${hash}`, 'networking.k8s.io/v1', 'Ingress', {
      metadata: {
        ...metadata, name: n === 0 ? name : derivedName(name, hash), annotations: { ...annotations, ...metadata.annotations },
      },
      spec: Lazy.any({ produce: () => ingressSpec(ingress.className, group, ingresses, service, portOf) }),
    });
  });
}

function httpRoutesOf(workload: WorkloadBase, service: string, { httpRoutes }: Exposure, portOf: PortOf): ApiObject[] {
  const { name, cluster: { gateway } } = workload.intent;
  if (!gateway) return [];
  return [...new Set(httpRoutes.map(({ host }) => host))].map((host, n) => {
    const routes = httpRoutes.filter(each => each.host === host);
    const id = n === 0 ? 'http-route' : `http-route-${shortHash(host)}`;
    return workload.object(id, 'gateway.networking.k8s.io/v1', 'HTTPRoute', {
      ...(n > 0 && { metadata: { ...workload.metadata(), name: derivedName(name, shortHash(host)) } }),
      spec: Lazy.any({ produce: () => httpRouteSpec(gateway, routes, service, port => portOf(port).port) }),
    });
  });
}
