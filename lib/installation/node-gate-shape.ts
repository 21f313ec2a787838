import { noCluster } from '../cluster/no-cluster';
import { CLUSTER } from '../platform/platform-shape';
import { listOf, mapOf, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';

/** What a gate is given. */
export const NODE_GATE_SHAPE = shape({
  image: text(KINDS.image),
  cluster: (value, field, problems) => CLUSTER(value, field, problems) ?? noCluster(),
  namespace: text(KINDS.label, { fix: 'Write for example "platform".' }),
  daemons: mapOf(KINDS.labelValue, listOf(text(KINDS.label))),
}, 'Write { image, cluster, namespace, daemons }.', {
  image: KINDS.image.example, cluster: noCluster(), namespace: 'platform', daemons: {},
});
