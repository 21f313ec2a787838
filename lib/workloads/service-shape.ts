import { ADOPTION_SHAPE } from '../labels/adoption';
import { DOMAIN } from '../labels/keys';
import { emptyOr, flat, listOf, mapOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { BOOLEAN, DURATION, NUMBER } from '../validation/scalars';
import { TextKind } from '../validation/text-kind';
import { valueObject } from '../validation/value-object';

/** What the platform says of an object, nobody else says otherwise. */
const OWN_KEYS: TextKind = {
  ...KINDS.labelKey,
  rule: `${KINDS.labelKey.rule}, and not one of the platform's own`,
  holds: key => KINDS.labelKey.holds(key) && !key.startsWith(`${DOMAIN}/`),
};
/** What controllers read of an object. */
export const ANNOTATIONS = optional(mapOf(OWN_KEYS, emptyOr(text(KINDS.text))));
const PORT_NAME = text(KINDS.portName, { fix: 'Write the name of a port.' });
const TYPE_FIX = 'Write for example ServiceType.HEADLESS.';

const SHAPE: Record<string, Rule> = {
  type: optional(valueObject('kind', shape({
    kind: text(KINDS.text),
    _options: flat(shape({
      ports: optional(mapOf(KINDS.portName, NUMBER)),
      address: optional(text(KINDS.address, { fix: 'Write for example "10.96.0.10".' })),
      annotations: ANNOTATIONS,
      sourceRanges: optional(listOf(text(KINDS.cidr))),
      localTraffic: optional(BOOLEAN),
      className: optional(text(KINDS.labelKey, { fix: 'Write for example "service.k8s.aws/nlb".' })),
    }, 'Write for example { localTraffic: true }.', {})),
  }, TYPE_FIX), TYPE_FIX)),
  sessionAffinity: optional(DURATION),
  annotations: ANNOTATIONS,
  publishNotReadyAddresses: optional(BOOLEAN),
};

const NAME = text(KINDS.serviceName, { fix: 'Write for example "api-public".' });

/** The properties of workloads that clients call, beside those of every workload. */
export const SERVED_FIELDS: Record<string, Rule> = {
  adoption: optional(ADOPTION_SHAPE),
  service: optional(shape({ ...SHAPE, name: optional(NAME) }, 'Write for example { type: ServiceType.HEADLESS }.')),
  moreServices: optional(listOf(shape({
    ...SHAPE, name: NAME, ports: listOf(PORT_NAME), pod: optional(NUMBER),
  }, 'Write { name, ports }.'))),
};
