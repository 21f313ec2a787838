import { DeclaredPort } from './declared-ports';
import { Exposure } from './exposure';
import { canBeExposed } from './open-ports';
import { Cluster } from '../cluster/cluster';
import { must, Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

export function exposureProblems(exposure: Exposure | undefined, cluster: Cluster, ports: DeclaredPort[]): Problem[] {
  if (!exposure) return [];
  const { ingresses, httpRoutes } = exposure;
  const possible = ports.filter(canBeExposed).map(({ port }) => port.name);
  const wanted = [...ingresses, ...httpRoutes].flatMap(({ port }) => port ?? []);
  return [
    ...must(possible.length > 0, () => ({
      field: 'exposure', rule: 'there is no port to expose', fix: 'Write container.portNumber, or a TCP port in ports.',
    })),
    ...must(possible.length === 0 || wanted.every(name => possible.includes(name)), () => ({
      field: 'exposure.port',
      value: wanted.find(name => !possible.includes(name)),
      rule: 'is no TCP port that anybody but peers and monitoring may reach',
      fix: suggest('ports', possible),
    })),
    ...twofoldCertificates(exposure),
    ...must(ingresses.length === 0 || cluster.ingress !== undefined, () => ({
      field: 'exposure',
      value: 'ingress',
      rule: `the cluster ${cluster.name} has no ingress controller`,
      fix: 'Set ingress on the Cluster, or use Exposure.httpRoute.',
    })),
    ...must(httpRoutes.length === 0 || cluster.gateway !== undefined, () => ({
      field: 'exposure',
      value: 'httpRoute',
      rule: `the cluster ${cluster.name} has no gateway`,
      fix: 'Set gateway on the Cluster, or use Exposure.ingress.',
    })),
  ];
}

/** An ingress controller takes one certificate for a host. */
function twofoldCertificates({ ingresses }: Exposure): Problem[] {
  const first = new Map<string, string>();
  return ingresses.flatMap(({ host, tlsSecret }) => {
    if (tlsSecret === undefined) return [];
    const other = first.get(host);
    first.set(host, other ?? tlsSecret);
    return must(other === undefined || other === tlsSecret, {
      field: 'exposure.tlsSecret',
      value: tlsSecret,
      rule: `is a second certificate for the host ${host}, whose first one is "${other}"`,
      fix: 'Keep one of the two.',
    });
  });
}
