import { listOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';

const NAMESPACE = text(KINDS.label, { fix: 'Write the namespace of the caller, such as "shop".' });

const FIELDS = {
  name: text(KINDS.labelledName, { fix: 'Write the name of a workload, such as "web".', standIn: () => 'web' }),
  elsewhere: (value: unknown) => value,
};
const FIX = 'Write for example Caller.workload("web").';
const OF_THIS_APP = shape({ ...FIELDS, namespace: optional(NAMESPACE) }, FIX);
const OF_ANOTHER = shape({ ...FIELDS, namespace: NAMESPACE }, FIX);

/** Names of callers become those who are let in, in the network policy and in the proxy. */
const CALLER: Rule = (value, field, problems) => {
  const found = problems.length;
  const isElsewhere = typeof value === 'object' && value !== null && (value as { elsewhere?: unknown }).elsewhere === true;
  const caller = (isElsewhere ? OF_ANOTHER : OF_THIS_APP)(value, field, problems);
  // The one that takes its place would be missed in the app.
  return problems.length > found ? undefined : caller;
};

export const CALLERS_SHAPE = listOf(CALLER);
