import { READY_NODE_LABELS, STARTUP_TAINT } from '../labels/keys';
import { celString } from '../validation/cel';

/**
 * A client that may patch nodes could drain any node, or attract any pod to a node of its choice. RBAC cannot limit a patch to
 * some fields. This policy can: the gate may only remove its own taint and write its own labels.
 */
export function patchLimits(namespace: string, serviceAccount: string) {
  const ownLabel = `key.startsWith(${celString(READY_NODE_LABELS)})`;
  const rule = (expression: string, message: string) => ({ expression, message, reason: 'Forbidden' });
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      matchPolicy: 'Equivalent',
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['nodes'], scope: '*' }],
    },
    matchConditions: [{
      name: 'is-the-gate',
      expression: `request.userInfo.username == ${celString(`system:serviceaccount:${namespace}:${serviceAccount}`)}`,
    }],
    variables: [
      { name: 'taintsBefore', expression: 'oldObject.spec.?taints.orValue([])' },
      { name: 'taints', expression: 'object.spec.?taints.orValue([])' },
      { name: 'labelsBefore', expression: 'oldObject.metadata.?labels.orValue({})' },
      { name: 'labels', expression: 'object.metadata.?labels.orValue({})' },
    ],
    validations: [
      rule('variables.taints.all(taint, taint in variables.taintsBefore)', 'adds a taint'),
      rule(
        `variables.taintsBefore.all(taint, taint.key == ${celString(STARTUP_TAINT)} || taint in variables.taints)`,
        `removes another taint than ${STARTUP_TAINT}`,
      ),
      rule('object.spec.?unschedulable.orValue(false) == oldObject.spec.?unschedulable.orValue(false)', 'cordons or uncordons'),
      rule(
        `variables.labels.all(key, ${ownLabel} || `
        + '(key in variables.labelsBefore && variables.labels[key] == variables.labelsBefore[key]))'
        + ` && variables.labelsBefore.all(key, ${ownLabel} || key in variables.labels)`,
        `changes another label than ${READY_NODE_LABELS}*`,
      ),
      rule('object.metadata.?annotations == oldObject.metadata.?annotations', 'changes an annotation'),
      rule('object.metadata.?finalizers == oldObject.metadata.?finalizers', 'changes a finalizer'),
      rule('object.metadata.?ownerReferences == oldObject.metadata.?ownerReferences', 'changes an owner'),
    ],
  };
}
