import { Caller } from './caller';
import { someLabels } from '../labels/labels-shape';
import { AS_IT_IS, listOf, openShape, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';

const NAMESPACE = text(KINDS.label, { fix: 'Write the namespace of the caller, such as "shop".' });

const FIELDS = {
  name: text(KINDS.labelledName, { fix: 'Write the name of a workload, such as "web".', standIn: () => 'web' }),
  elsewhere: (value: unknown) => value,
};
const FIX = 'Write for example Caller.workload("web").';
const OF_THIS_APP = shape({ ...FIELDS, namespace: optional(NAMESPACE) }, FIX);
const OF_ANOTHER = shape({
  ...FIELDS, namespace: NAMESPACE, podLabels: optional(someLabels('Write the labels of its pods.')),
}, FIX);
const BY_LABELS = shape({
  namespace: optional(NAMESPACE), podLabels: someLabels('Write for example Caller.pods({ labels: { app: "web" } }).'),
}, FIX);

/** Names of callers become those who are let in, in the network policy and in the proxy. */
const CALLER: Rule = (value, field, problems) => {
  const found = problems.length;
  const given = AS_GIVEN(value, field, problems) as Partial<Caller> | undefined;
  if (given === undefined) return undefined;
  const caller = shapeOf(given)(given, field, problems);
  // The one that takes its place would be missed in the app.
  return problems.length > found ? undefined : caller;
};

/** Read once, since it is looked at before it is judged. */
const AS_GIVEN = openShape({ name: AS_IT_IS, elsewhere: AS_IT_IS, namespace: AS_IT_IS, podLabels: AS_IT_IS }, FIX);

function shapeOf({ elsewhere, name, podLabels }: Partial<Caller>): Rule {
  if (elsewhere !== true) return OF_THIS_APP;
  return name === '' && podLabels !== undefined ? BY_LABELS : OF_ANOTHER;
}

export const CALLERS_SHAPE = listOf(CALLER);
