import { IdentityProvider } from './identity-provider';
import { SELECTOR, TRUST_SHAPE } from './trust-shape';
import { AS_IT_IS, flat, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { isA } from '../validation/look';

const FIX = 'Write for example IdentityProvider.certManager({ issuer: "mesh", trust }).';

const PROVIDER = shape({
  trustDomain: optional(text(KINDS.trustDomain)),
  issuer: optional(flat(shape({
    issuer: text(KINDS.objectName, { fix: 'Write for example "mesh".' }),
    issuerKind: optional(text(KINDS.objectKind)),
    caSecret: optional(text(KINDS.objectName, { fix: 'Write for example "mesh-ca".' })),
    trust: TRUST_SHAPE,
    trustDomain: AS_IT_IS,
    lifetime: AS_IT_IS,
    renewBefore: AS_IT_IS,
  }, 'Write { issuer, trust }.', { issuer: 'mesh' }))),
  signer: optional(flat(shape({
    signer: text(KINDS.signer),
    trustBundleLabels: optional(SELECTOR),
    trustDomain: AS_IT_IS,
    lifetime: AS_IT_IS,
  }, 'Write { signer }.', { signer: KINDS.signer.example }))),
});

/** What becomes part of certificates, of the proxy's configuration, and names of objects. */
export const IDENTITY_SHAPE: Rule = (value, field, problems) => {
  if (isA(value, IdentityProvider)) return PROVIDER(value, field, problems);
  problems.push({ field, value, rule: 'must be an IdentityProvider', fix: FIX });
  return undefined;
};
