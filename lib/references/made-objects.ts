import { Fields, fieldsOf, itemsOf, textOf } from './fields';

/** An object that a controller makes for a document, in its namespace. */
export interface MadeObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
}

const own = ({ metadata }: Fields) => fieldsOf(metadata).name;
const inSpec = (...way: string[]) => (document: Fields) => way.reduce<unknown>((at, field) => fieldsOf(at)[field], document.spec);
const ofMany = (list: string, field: string) => ({ spec }: Fields) => (
  itemsOf(fieldsOf(spec)[list]).map(item => fieldsOf(item)[field])
);

/** What cert-manager does where an Ingress or Gateway asks for it: it makes their certificates. */
const ASKS_FOR_CERTIFICATES = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];
const whereAsked = (names: (spec: Fields) => unknown[]) => ({ metadata, spec }: Fields) => {
  const annotations = fieldsOf(fieldsOf(metadata).annotations);
  return ASKS_FOR_CERTIFICATES.some(name => annotations[name] !== undefined) ? names(fieldsOf(spec)) : [];
};
const ofTls = ({ tls }: Fields) => itemsOf(tls).map(each => fieldsOf(each).secretName);
const ofListeners = ({ listeners }: Fields) => itemsOf(listeners).flatMap(listener => (
  itemsOf(fieldsOf(fieldsOf(listener).tls).certificateRefs).map(each => fieldsOf(each).name)
));

/** By kind: what it makes, and where it says the name. The first of several names that is given counts. */
const MAKERS: { [kind: string]: { readonly kind: MadeObject['kind']; readonly names: ((document: Fields) => unknown)[] } } = {
  'Ingress.networking.k8s.io': { kind: 'Secret', names: [whereAsked(ofTls)] },
  'Gateway.gateway.networking.k8s.io': { kind: 'Secret', names: [whereAsked(ofListeners)] },
  'Certificate.cert-manager.io': { kind: 'Secret', names: [inSpec('secretName')] },
  'ExternalSecret.external-secrets.io': { kind: 'Secret', names: [inSpec('target', 'name'), own] },
  'SealedSecret.bitnami.com': { kind: 'Secret', names: [inSpec('template', 'metadata', 'name'), own] },
  'VaultStaticSecret.secrets.hashicorp.com': { kind: 'Secret', names: [inSpec('destination', 'name')] },
  'VaultDynamicSecret.secrets.hashicorp.com': { kind: 'Secret', names: [inSpec('destination', 'name')] },
  'VaultPKISecret.secrets.hashicorp.com': { kind: 'Secret', names: [inSpec('destination', 'name')] },
  'VaultSecret.ricoberger.de': { kind: 'Secret', names: [own] },
  'SopsSecret.isindir.github.com': { kind: 'Secret', names: [ofMany('secretTemplates', 'name')] },
  'OnePasswordItem.onepassword.com': { kind: 'Secret', names: [own] },
  // In many namespaces; what is in one is never taken for a slip in another.
  'Bundle.trust.cert-manager.io': { kind: 'ConfigMap', names: [own] },
  'SecretProviderClass.secrets-store.csi.x-k8s.io': { kind: 'Secret', names: [ofMany('secretObjects', 'secretName')] },
};

/** Whether documents of a kind make others. */
export function makesObjects(kind: string): boolean {
  return Object.hasOwn(MAKERS, kind);
}

/** The objects that are there once a controller has seen the document. */
export function madeBy(kind: string, document: Fields): MadeObject[] {
  const maker = MAKERS[kind];
  const found = maker.names.map(nameOf => nameOf(document)).find(name => Array.isArray(name) || textOf(name) !== undefined);
  return [found].flat().flatMap(name => textOf(name) === undefined ? NONE : [{ kind: maker.kind, name: name as string }]);
}

const NONE: MadeObject[] = [];
