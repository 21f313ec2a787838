import { MountPropagation } from 'cdk8s-plus-27';
import { CONTAINER_SHAPE, GIVEN_VALUE, SUB_PATH } from './container-shape';
import { HEALTH_SHAPE } from './health-probes';
import { PORTS_SHAPE } from '../ports/port-shape';
import { AS_IT_IS, having, listOf, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { BOOLEAN } from '../validation/scalars';
import { isShared } from '../yaml/shared';

/* What is added to a pod: its kinds of values now, its strings once the pod is whole. */

export const ENV_VALUE = unlessShared(GIVEN_VALUE);

export const VOLUME = having('source', 'a PodVolume', 'PodVolume.emptyDir("scratch")');

/** Of the pod's spec, and of a container in it. */
export const PATCH = having('_toJson', 'a JsonPatch', 'JsonPatch.add("/hostAliases", [])');
export const CONTAINER_PATCH = having('_toJson', 'a JsonPatch', 'JsonPatch.add("/imagePullPolicy", "Always")');

export const REACTION = shape(
  { description: text(KINDS.line), spread: optional(having('toSeconds', 'a Duration', 'Duration.seconds(20)')) },
  'Write for example OnChange.RESTART.',
);

export const MOUNT = shape({
  volume: AS_IT_IS,
  path: AS_IT_IS,
  readOnly: optional(BOOLEAN),
  subPath: optional(SUB_PATH),
  propagation: optional(oneOf(MountPropagation, 'MountPropagation')),
}, 'Write { volume, path }.');

/** The name of its container is that of the plan. */
export const ADDED_CONTAINER = shape(
  {
    container: unlessShared(CONTAINER_SHAPE),
    mounts: optional(listOf(MOUNT)),
    ports: optional(PORTS_SHAPE),
    health: optional(HEALTH_SHAPE),
    stopCommand: AS_IT_IS,
    config: optional(BOOLEAN),
    keepImageUser: optional(BOOLEAN),
  },
  'Write { container: { image } }.',
  { container: { image: KINDS.image.example } },
);

/** What many pods share was judged when it was made. */
function unlessShared(rule: Rule): Rule {
  return (value, field, problems) => (
    typeof value === 'object' && value !== null && isShared(value) ? value : rule(value, field, problems)
  );
}
