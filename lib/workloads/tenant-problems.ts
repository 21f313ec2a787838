import { PinterestWorkloadProps } from './workload-props';
import { Toleration } from '../requirements/toleration';
import { must, Problem } from '../validation/problem';

/*
 * What a team could take from the platform and from other teams: the nodes of the control plane, nodes that are reserved or
 * not well, and the place of daemons.
 */

const ONLY = 'is allowed in infrastructure namespaces only';

/** The taints of the control plane, by their names now and before 1.24. */
const CONTROL_PLANE = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** Priority classes of Kubernetes itself. */
const SYSTEM = /^system-(node|cluster)-critical$/;

/** @param infrastructure the namespaces of the infrastructure team */
export function tenantProblems(
  { placement, priorityClassName }: PinterestWorkloadProps, namespace: string, infrastructure: string[],
): Problem[] {
  if (infrastructure.includes(namespace)) return [];
  return [
    must(priorityClassName === undefined || !SYSTEM.test(priorityClassName), {
      field: 'priorityClassName',
      value: priorityClassName,
      rule: `${ONLY}: the pods of all others would have to make room`,
      fix: 'Use a priority class of the infrastructure team.',
    }),
    (placement?._rules.tolerations ?? []).flatMap(tolerationProblems),
  ].flat();
}

function tolerationProblems({ tolerated }: Toleration): Problem[] {
  return must(tolerated !== undefined && !CONTROL_PLANE.includes(tolerated.key), {
    field: 'placement.tolerating',
    value: tolerated?.key ?? 'everything',
    rule: `${ONLY}: ${tolerated ? 'the control plane would run it' : 'nodes are closed to it for reasons that it does not know'}`,
    fix: tolerated ? 'Leave it out.' : 'Name the taints: Toleration.taint({ key }), or a pool: Placement.pool(name).',
  });
}
