import { having, listOf, mapOf, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';

/** What a gate is given. */
export const NODE_GATE_SHAPE = shape({
  image: text(KINDS.image),
  cluster: having('spiffeId', 'a Cluster', 'new Cluster({ name, environment, version })'),
  namespace: text(KINDS.label, { fix: 'Write for example "platform".' }),
  daemons: mapOf(KINDS.labelValue, listOf(text(KINDS.label))),
}, 'Write { image, cluster, namespace, daemons }.');
