import { ApiObject } from 'cdk8s';
import { ClusterRoleBinding, ISubject, RoleBinding } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { oncePerPass } from '../tree/pass';

/** Whether roles can be bound to a construct. */
export function isSubject(construct: IConstruct): construct is ISubject & IConstruct {
  return 'toSubjectConfiguration' in construct;
}

/** Whether a role of cdk8s-plus is bound to a construct: only its binding knows, and may be made after the construct. */
export function isBound(construct: ISubject & IConstruct): boolean {
  const { root } = construct.node;
  const subjects = SUBJECTS.get(root) ?? oncePerPass(() => subjectsIn(root));
  SUBJECTS.set(root, subjects);
  return subjects().has(construct);
}

const SUBJECTS = new WeakMap<IConstruct, () => Set<ISubject>>();

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
