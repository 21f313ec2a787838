import { Cluster } from './cluster';
import { labelValueProblems } from '../validation/label-value';
import { DNS_LABEL, DNS_LABEL_RULE, DNS_SUBDOMAIN } from '../validation/patterns';
import { must, Problem } from '../validation/problem';

/**
 * Problems of a cluster's own names and of those of its ingress: they become folders, labels, variables, and text of the proxy.
 */
export function clusterNameProblems(
  { name, environment, region, dnsDomain, ingress, gateway, monitoringNamespace }: Cluster,
): Problem[] {
  return [
    ...labelValueProblems('name', name, 'Write for example "prod-east".'),
    ...labelValueProblems('environment', environment, 'Write for example "prod".'),
    ...(region === undefined ? [] : labelValueProblems('region', region, 'Write for example "us-east-1".')),
    ...objectNameProblems('dnsDomain', dnsDomain, 'cluster.local'),
    ...namespaceProblems('monitoringNamespace', monitoringNamespace, 'monitoring'),
    ...(ingress ? objectNameProblems('ingress.className', ingress.className, 'public') : []),
    ...(ingress ? namespaceProblems('ingress.namespace', ingress.namespace, 'ingress') : []),
    ...(gateway ? objectNameProblems('gateway.name', gateway.name, 'public') : []),
    ...(gateway ? namespaceProblems('gateway.namespace', gateway.namespace, 'gateways') : []),
  ];
}

export function objectNameProblems(field: string, value: string, example: string): Problem[] {
  return must(DNS_SUBDOMAIN.test(value), {
    field, value, rule: 'must be lower-case letters, digits, "-" and "."', fix: `Write for example "${example}".`,
  });
}

function namespaceProblems(field: string, value: string, example: string): Problem[] {
  return must(DNS_LABEL.test(value), { field, value, rule: DNS_LABEL_RULE, fix: `Write for example "${example}".` });
}
