import { RolloutStep } from '../releases/rollout';
import { Channel } from '../requirements/channel';
import { AS_IT_IS, having, listOf, openShape, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { ANY_STRING, DURATION } from '../validation/scalars';
import { slug } from '../validation/words';

/** A wrong name is said once, and still found among those of the releases. */
const ownOr = (value: unknown) => typeof value === 'string' ? value : slug(value);

const RELEASE = text(KINDS.labelValue, { fix: 'Write for example "2026.11".', standIn: ownOr });

/** With a value that takes the place of one that is refused. */
const or = (rule: Rule, standIn: unknown): Rule => (value, field, problems) => rule(value, field, problems) ?? standIn;

const STEP = or(having('percent', 'a RolloutStep', 'RolloutStep.TEN_PERCENT'), RolloutStep.ALL);

const ROLLOUT = shape({
  to: RELEASE,
  step: STEP,
  freeze: optional(shape({ at: STEP, reason: text(KINDS.line) })),
}, 'Write { to, step }.');

const NAMESPACE = text(KINDS.label, { fix: 'Write for example "platform".', standIn: () => 'platform' });

export const CLUSTER = having('spiffeId', 'a Cluster', 'new Cluster({ name, environment, version })');

const SOME_CHANNEL = having('name', 'a Channel', 'Channel.STABLE');
const READABLE_CHANNEL = openShape({ name: ANY_STRING, pinnedRelease: AS_IT_IS });

export const CHANNEL: Rule = (value, field, problems) => (
  SOME_CHANNEL(value, field, problems) && READABLE_CHANNEL(value, field, problems)
);

/** What the infrastructure team declares. Clusters and releases judge themselves. */
export const PLATFORM_SHAPE = shape({
  clusters: listOf(CLUSTER),
  releases: optional(listOf(having('derive', 'a Release', 'StandardRelease.v202611()'))),
  channels: optional(listOf(shape({
    channel: or(CHANNEL, Channel.STABLE), release: RELEASE, rollout: optional(ROLLOUT),
  }, 'Write { channel, release }.'))),
  infrastructureNamespaces: optional(listOf(NAMESPACE)),
  runtimeNamespace: optional(NAMESPACE),
  imageRegistry: optional(text(KINDS.imageRegistry)),
  today: optional(text(KINDS.day)),
  pinGrace: optional(DURATION),
}, 'Write { clusters }.', { clusters: [] });
