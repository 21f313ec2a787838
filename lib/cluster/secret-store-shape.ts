import { flat, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { DURATION } from '../validation/scalars';

const STAND_IN = { address: KINDS.httpsAddress.example };

/** What becomes part of the agent's configuration. */
export const SECRET_STORE_SHAPE = shape({
  options: flat(shape({
    address: text(KINDS.httpsAddress),
    trust: optional(shape({
      configMapName: optional(text(KINDS.objectName, { fix: 'Write for example "store-ca".' })),
    }, 'Write for example StoreTrust.PUBLIC.')),
    authMount: optional(text(KINDS.wordPath, { fix: 'Write for example "cert".' })),
    role: optional(text(KINDS.word)),
    namespace: optional(text(KINDS.wordPath)),
    refresh: optional(DURATION),
  }, 'Write { address }.', STAND_IN)),
}, 'Write SecretStore.vault({ address }).', { options: STAND_IN });
