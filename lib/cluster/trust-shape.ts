import { authoritiesProblems } from './authorities';
import { TrustBundle, TrustSource } from './trust-bundle';
import { emptyOr, flat, judgedBy, listOf, mapOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { isA } from '../validation/look';
import { must } from '../validation/problem';

const NAME = text(KINDS.objectName, { fix: 'Write for example "mesh-authorities".' });

const KEY = text(KINDS.fileName, {
  rule: 'must be a key: letters, digits, "-", "_" and "."', fix: 'Write for example "ca.crt".',
});

/** Labels that objects are chosen by. */
export const SELECTOR = mapOf(KINDS.labelKey, emptyOr(text(KINDS.labelValue, { fix: 'Write for example "mesh".' })));

const AUTHORITIES = judgedBy(authoritiesProblems, []);

/** The name of a private key is well formed, too. */
const SECRET_KEY: Rule = (value, field, problems) => {
  problems.push(...must(typeof value !== 'string' || !/key/i.test(value), {
    field,
    value,
    rule: 'is the name of a private key, which trust-manager would write into every namespace',
    fix: 'Write the key with the certificate, such as "tls.crt".',
  }));
  return KEY(value, field, problems);
};

/** The user has written no field, but the name of a ConfigMap or a Secret. */
const SOURCE_NAME = flat((value, field, problems) => AUTHORITY_NAME(value, `${field}.name`, problems));
const AUTHORITY_NAME = text(KINDS.objectName, { fix: 'Write for example "mesh-ca".' });

const INLINE = shape({ pem: flat(AUTHORITIES) });
const CONFIG_MAP = shape({ configMapName: SOURCE_NAME, key: KEY });
const SECRET = shape({ secretName: SOURCE_NAME, key: SECRET_KEY });

const SOURCE: Rule = (value, field, problems) => {
  if (!(value instanceof TrustSource)) {
    const fix = 'Write for example TrustSource.secret(\'mesh-ca\', \'tls.crt\').';
    problems.push({ field, rule: 'must be a TrustSource', fix });
    return undefined;
  }
  if (value.pem !== undefined) return INLINE(value, field, problems);
  return (value.configMapName === undefined ? SECRET : CONFIG_MAP)(value, field, problems);
};

const SOURCE_LIST = listOf(SOURCE);

/** As trust-manager 0.25 defines its Bundle. */
const MOST_SOURCES = 100;

const SOURCES: Rule = (value, field, problems) => {
  if (Array.isArray(value) && value.length > 0 && value.length <= MOST_SOURCES) return SOURCE_LIST(value, field, problems);
  problems.push({
    field,
    value: Array.isArray(value) ? value.length : undefined,
    rule: `must be at least one and at most ${MOST_SOURCES}`,
    fix: 'Write for example [TrustSource.secret(\'mesh-ca\', \'tls.crt\')].',
  });
  return [];
};

const EXISTING = shape({ name: NAME, key: optional(KEY) }, 'Write { name }.', { name: 'mesh-authorities' });

const MANAGED = shape({
  name: NAME, key: optional(KEY), sources: SOURCES, namespaceLabels: optional(SELECTOR),
}, 'Write { name, sources }.', { name: 'mesh-authorities', sources: [] });

const CLUSTER_WIDE = shape({
  name: optional(text(KINDS.trustBundleName)), signer: optional(text(KINDS.signer)), labels: optional(SELECTOR),
}, 'Write { signer }.', { signer: KINDS.signer.example });

const PARTS: [keyof TrustBundle, Rule][] = [
  ['existing', shape({ existing: flat(EXISTING) })],
  ['managed', shape({ managed: flat(MANAGED) })],
  ['clusterWide', shape({ clusterWide: flat(CLUSTER_WIDE) })],
];
const WRITTEN = shape({ pem: flat(AUTHORITIES) });

/** What becomes part of pods, of trust-manager's Bundle, and of ConfigMaps. */
export const TRUST_SHAPE: Rule = (value, field, problems) => {
  if (!isA(value, TrustBundle)) {
    problems.push({
      field,
      // Other text may be a private key.
      value: typeof value === 'string' && KINDS.objectName.holds(value) ? value : undefined,
      rule: 'must be a TrustBundle with the authorities that workloads trust in each other, among them the issuer\'s',
      fix: 'Write for example TrustBundle.configMap({ name: \'mesh-authorities\' }), or TrustBundle.authorities([...]) with '
        + 'certificates in PEM form.',
    });
    return undefined;
  }
  const [, rule] = PARTS.find(([part]) => value[part] !== undefined) ?? [undefined, WRITTEN];
  return rule(value, field, problems);
};
