import { ApiObject } from 'cdk8s';
import { ClusterRoleBinding, ISubject, RoleBinding, SubjectConfiguration } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { oncePerPass } from '../tree/pass';

/** Whether roles can be bound to a construct. */
export function isSubject(construct: IConstruct): construct is ISubject & IConstruct {
  return 'toSubjectConfiguration' in construct;
}

/**
 * Whether a role of cdk8s-plus is bound to a workload, or to the account of its pods by its name: only the binding knows, and may
 * be made after the workload. What is bound to another workload of the same account is that one's.
 */
export function isBound(workload: ISubject & IConstruct): boolean {
  const { root } = workload.node;
  const bound = BOUND.get(root) ?? oncePerPass(() => boundIn(root));
  BOUND.set(root, bound);
  const { subjects, accounts } = bound();
  return subjects.has(workload) || accounts.has(accountKey(workload.toSubjectConfiguration()));
}

interface Bound {
  readonly subjects: Set<ISubject>;
  /** Those that are no workloads. */
  readonly accounts: Set<string>;
}

const BOUND = new WeakMap<IConstruct, () => Bound>();

function boundIn(root: IConstruct): Bound {
  const subjects = subjectsIn(root);
  const accounts = [...subjects].filter(subject => !('podItems' in subject)).map(subject => subject.toSubjectConfiguration());
  return { subjects, accounts: new Set(accounts.filter(({ kind }) => kind === 'ServiceAccount').map(accountKey)) };
}

function accountKey({ namespace, name }: SubjectConfiguration): string {
  return `${namespace}/${name}`;
}

/** All that roles are bound to. Nothing is looked for below objects, of which there are most. */
function subjectsIn(root: IConstruct): Set<ISubject> {
  const found = new Set<ISubject>();
  const walk = (construct: IConstruct): void => {
    if (ApiObject.isApiObject(construct)) return;
    if (construct instanceof RoleBinding || construct instanceof ClusterRoleBinding) {
      construct.subjects.forEach(subject => found.add(subject));
    } else {
      construct.node.children.forEach(walk);
    }
  };
  walk(root);
  return found;
}
