import { Construct } from 'constructs';
import { DeclaredCaller } from './declared-callers';
import { scoped } from './permissions';
import { registered, sharersOf, usesOtherAccount } from './registry';
import { PinterestWorkloadProps } from './workload-props';
import { permissionProblems } from '../access/permission-problems';
import { Platform } from '../platform/platform';
import { WorkloadIntent } from '../runtime/workload-intent';
import { must, Problem } from '../validation/problem';

/** What is wrong with the permissions of a workload, and with the account that gets them. */
export function accountProblems(scope: Construct, { namespace, runsOnEveryNode }: WorkloadIntent, props: PinterestWorkloadProps) {
  const { permissions = [], serviceAccount } = props;
  if (permissions.length === 0 && serviceAccount === undefined) return [];
  const infrastructure = Platform.of(scope).infrastructureNamespaces;
  const account = serviceAccount?._account();
  return [
    // A daemon outside of an infrastructure namespace is refused as such.
    permissionProblems(scoped(permissions, runsOnEveryNode), namespace, runsOnEveryNode ? [namespace] : infrastructure),
    must(account?.name !== 'default' || permissions.length === 0, () => ({
      field: 'serviceAccount',
      value: account?.name,
      rule: 'is that of all pods of the namespace that name none, who would get the permissions, too',
      fix: 'Leave serviceAccount out, or name another one.',
    })),
    must(account?.namespace === undefined || account.namespace === namespace, () => ({
      field: 'serviceAccount',
      value: `${account?.namespace}/${account?.name}`,
      rule: `is in another namespace than its pods, which are in ${namespace}`,
      fix: 'Use an account of the same namespace.',
    })),
  ].flat();
}

/**
 * On a cluster with identities, pods are known by their service account: who lets in one workload of an account lets in all.
 * Call it once the whole tree is built.
 */
export function sharedAccountProblems(scope: Construct, callers: DeclaredCaller[], { cluster }: WorkloadIntent): Problem[] {
  if (!cluster.identity) return [];
  return callers.flatMap(({ namespace, name, field, elsewhere }) => {
    if (elsewhere) return [];
    const [workload] = registered(scope, cluster.name, namespace, name);
    const problem = (rule: string, fix: string) => ({ field, value: `${namespace}/${name}`, rule, fix });
    if (workload !== undefined && usesOtherAccount(workload)) {
      return [problem('has no service account of its own, by which its certificate would name it',
        'Leave out its serviceAccount, or let it call by another way.')];
    }
    const sharers = sharersOf(scope, cluster.name, namespace, name);
    return must(sharers.length === 0, () => problem(
      `shares its service account with ${sharers.map(({ node }) => node.path).join(', ')}, which would be let in, too`,
      'Give each workload an account of its own.',
    ));
  });
}
