import { ContainerProps } from 'cdk8s-plus-27';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { EXTENDED_RESOURCES_SHAPE, extendedResourceProblems } from './extended-resources';
import { PLACEMENT_SHAPE, placementProblems } from './placement-shape';
import { placed } from './placement-spec';
import { DNS_SHAPE, dnsFields, dnsProblems, HOST_ALIAS_SHAPE, hostAliasProblems } from './pod-network';
import { PodOptions } from './pod-options';
import { podSecurityProblems, SECURITY_SHAPE } from './pod-security';
import { SCRATCH_SHAPE, scratchProblems } from './scratch-folder';
import { Cluster } from '../cluster/cluster';
import { eachOf, listOf, optional, Rule, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';

/** The rules of PodOptions. */
export const POD_FIELDS: Record<string, Rule> = {
  security: optional(SECURITY_SHAPE),
  scratch: optional(listOf(SCRATCH_SHAPE)),
  placement: optional(PLACEMENT_SHAPE),
  imagePullSecrets: optional(eachOf(text(KINDS.objectName, { fix: 'Write the name of a Secret.' }))),
  runtimeClassName: optional(text(KINDS.objectName, { fix: 'Write for example "gvisor".' })),
  dns: optional(DNS_SHAPE),
  hostAliases: optional(eachOf(HOST_ALIAS_SHAPE)),
  extendedResources: optional(EXTENDED_RESOURCES_SHAPE),
};

/** The kind's fields of a pod spec, with those of the options. */
export function podSettings(
  spec: Partial<PodSpec>, options: PodOptions, cluster: Cluster, podLabels: Record<string, string>,
): Partial<PodSpec> {
  const { placement, imagePullSecrets = [], runtimeClassName, dns, hostAliases = [] } = options;
  return {
    ...(placement ? placed(spec, placement._rules, cluster, podLabels) : spec),
    ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map(name => ({ name })) }),
    ...(runtimeClassName !== undefined && { runtimeClassName }),
    ...(dns && dnsFields(dns)),
    ...(hostAliases.length > 0 && { hostAliases }),
  };
}

/** @param spec the kind's own fields of the pod spec */
export function podOptionProblems(
  options: PodOptions & { readonly container: ContainerProps },
  cluster: Cluster,
  spec: Partial<PodSpec> = {},
  runsOnEveryNode = false,
): Problem[] {
  const { security, placement, imagePullSecrets = [], dns, hostAliases = [], extendedResources = {} } = options;
  return [
    ...(security ? podSecurityProblems(security, options.container.securityContext?.user, cluster.version) : []),
    ...(placement ? placementProblems(placement._rules, cluster, spec.nodeSelector, runsOnEveryNode) : []),
    ...(placement && runsOnEveryNode ? everyNodeProblems(options) : []),
    ...repeated(imagePullSecrets).map(value => ({
      field: 'imagePullSecrets', value, rule: 'is listed twice', fix: 'Remove one of the two.',
    })),
    ...(dns ? dnsProblems(dns) : []),
    ...hostAliasProblems(hostAliases),
    ...extendedResourceProblems(extendedResources),
    ...scratchProblems(options.scratch ?? []),
  ];
}

/** A daemon has one pod on each node: where the others are has no meaning. */
function everyNodeProblems({ placement }: PodOptions): Problem[] {
  const { apart, near, spreads } = placement!._rules;
  return Object.entries({ apartFrom: apart, nearTo: near, spreadOver: spreads }).flatMap(([method, rules]) => (
    must(rules.length === 0, {
      field: `placement.${method}`,
      rule: 'has no meaning for a daemon, which has one pod on each of its nodes',
      fix: 'Remove it, or choose nodes: Placement.pool, nodes, nodeAffinity.',
    })
  ));
}
