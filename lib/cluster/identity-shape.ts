import { emptyOr, flat, mapOf, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';

/** What becomes part of certificates, of the proxy's configuration, and names of objects. */
export const IDENTITY_SHAPE = shape({
  trustDomain: optional(text(KINDS.trustDomain)),
  issuer: optional(flat(shape({
    issuer: text(KINDS.objectName, { fix: 'Write for example "mesh".' }),
    issuerKind: optional(text(KINDS.objectKind)),
    caSecret: optional(text(KINDS.objectName, { fix: 'Write for example "mesh-ca".' })),
  }, 'Write { issuer }.'))),
  signer: optional(flat(shape({
    signer: text(KINDS.signer),
    trustBundleLabels: optional(mapOf(KINDS.labelKey, emptyOr(text(KINDS.labelValue)))),
  }, 'Write { signer }.'))),
}, 'Write for example IdentityProvider.certManager({ issuer: "mesh" }).');
