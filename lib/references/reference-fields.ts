import { Fields, fieldsOf, groupOf, itemsOf, textOf } from './fields';
import { kindIn } from './kind';

/** A field that names an object. */
export interface ReferenceField {
  /** The object in which the field is: `spec.volumes[].secret`, seen from the document or the spec of a pod. */
  readonly at: string;
  readonly name: string;
  /** The kind of the object, or how the fields around it tell; undefined if it is none that is looked for. */
  readonly to: string | ((around: Fields) => string | undefined);
  /** Whether the fields around it may say another namespace. */
  readonly anywhere?: boolean;
  /** Which port of a Service is meant. */
  readonly port?: (around: Fields) => NamedPort;
}

export interface NamedPort {
  readonly field: string;
  /** Its name or number. */
  readonly port: unknown;
}

const SECRET = 'Secret';
const CONFIG_MAP = 'ConfigMap';
/** Kinds whose number of pods an autoscaler may set. */
export const SCALED = ['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps', 'Rollout.argoproj.io'];

const IN_CONTAINERS: ReferenceField[] = [
  { at: 'envFrom[].configMapRef', name: 'name', to: CONFIG_MAP },
  { at: 'envFrom[].secretRef', name: 'name', to: SECRET },
  { at: 'env[].valueFrom.configMapKeyRef', name: 'name', to: CONFIG_MAP },
  { at: 'env[].valueFrom.secretKeyRef', name: 'name', to: SECRET },
];

/** In the spec of a pod. */
export const IN_PODS: ReferenceField[] = [
  { at: '', name: 'serviceAccountName', to: 'ServiceAccount' },
  { at: '', name: 'priorityClassName', to: 'PriorityClass.scheduling.k8s.io' },
  { at: '', name: 'runtimeClassName', to: 'RuntimeClass.node.k8s.io' },
  { at: 'imagePullSecrets[]', name: 'name', to: SECRET },
  { at: 'volumes[].configMap', name: 'name', to: CONFIG_MAP },
  { at: 'volumes[].secret', name: 'secretName', to: SECRET },
  { at: 'volumes[].persistentVolumeClaim', name: 'claimName', to: 'PersistentVolumeClaim' },
  { at: 'volumes[].projected.sources[].configMap', name: 'name', to: CONFIG_MAP },
  { at: 'volumes[].projected.sources[].secret', name: 'name', to: SECRET },
  { at: 'volumes[].csi.nodePublishSecretRef', name: 'name', to: SECRET },
  { at: 'volumes[].ephemeral.volumeClaimTemplate.spec', name: 'storageClassName', to: 'StorageClass.storage.k8s.io' },
  ...['containers[]', 'initContainers[]'].flatMap(containers => (
    IN_CONTAINERS.map(field => ({ ...field, at: `${containers}.${field.at}` }))
  )),
];

const STORAGE_CLASS = { name: 'storageClassName', to: 'StorageClass.storage.k8s.io' };
/** Of the API server, which asks at the port for HTTPS if none is said. */
const ASKED = {
  name: 'name', to: 'Service', anywhere: true, port: ({ port = 443 }: Fields) => ({ field: 'port', port }),
};
const BEHIND_INGRESS = { name: 'name', to: 'Service', port: ingressPort };
const BEHIND_ROUTE = {
  name: 'name', to: routed, anywhere: true, port: ({ port }: Fields) => ({ field: 'port', port }),
};
const ROUTE: ReferenceField[] = [
  { at: 'spec.rules[].backendRefs[]', ...BEHIND_ROUTE },
  { at: 'spec.rules[].filters[].requestMirror.backendRef', ...BEHIND_ROUTE },
  { at: 'spec.rules[].backendRefs[].filters[].requestMirror.backendRef', ...BEHIND_ROUTE },
  { at: 'spec.parentRefs[]', name: 'name', to: joined, anywhere: true },
];
const BINDING: ReferenceField[] = [
  { at: 'roleRef', name: 'name', to: granted },
  { at: 'subjects[]', name: 'name', to: ({ kind }) => kind === 'ServiceAccount' ? kind : undefined, anywhere: true },
];

/** In whole documents, by kind. */
export const IN_DOCUMENTS: { [kind: string]: ReferenceField[] } = {
  'ServiceAccount': [{ at: 'imagePullSecrets[]', name: 'name', to: SECRET }],
  'PersistentVolumeClaim': [{ at: 'spec', ...STORAGE_CLASS }],
  'StatefulSet.apps': [
    { at: 'spec', name: 'serviceName', to: 'Service' },
    { at: 'spec.volumeClaimTemplates[].spec', ...STORAGE_CLASS },
  ],
  'HorizontalPodAutoscaler.autoscaling': [{ at: 'spec.scaleTargetRef', name: 'name', to: scaled }],
  'ScaledObject.keda.sh': [{ at: 'spec.scaleTargetRef', name: 'name', to: scaledByKeda }],
  'Ingress.networking.k8s.io': [
    { at: 'spec.defaultBackend.service', ...BEHIND_INGRESS },
    { at: 'spec.rules[].http.paths[].backend.service', ...BEHIND_INGRESS },
    { at: 'spec.tls[]', name: 'secretName', to: SECRET },
    { at: 'spec', name: 'ingressClassName', to: 'IngressClass.networking.k8s.io' },
  ],
  'HTTPRoute.gateway.networking.k8s.io': ROUTE,
  'GRPCRoute.gateway.networking.k8s.io': ROUTE,
  'TLSRoute.gateway.networking.k8s.io': ROUTE,
  'TCPRoute.gateway.networking.k8s.io': ROUTE,
  'UDPRoute.gateway.networking.k8s.io': ROUTE,
  'RoleBinding.rbac.authorization.k8s.io': BINDING,
  'ClusterRoleBinding.rbac.authorization.k8s.io': BINDING,
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': [{ at: 'webhooks[].clientConfig.service', ...ASKED }],
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': [{ at: 'webhooks[].clientConfig.service', ...ASKED }],
  'CustomResourceDefinition.apiextensions.k8s.io': [{ at: 'spec.conversion.webhook.clientConfig.service', ...ASKED }],
  'APIService.apiregistration.k8s.io': [{ at: 'spec.service', ...ASKED }],
  'Certificate.cert-manager.io': [
    { at: 'spec.issuerRef', name: 'name', to: around => ofGroup(around, 'cert-manager.io', ['Issuer', 'ClusterIssuer']) },
  ],
};

/** All kinds that are named. */
export const TARGETS = [
  ...[...IN_PODS, ...Object.values(IN_DOCUMENTS).flat()].flatMap(({ to }) => typeof to === 'string' ? [to] : []),
  ...SCALED, 'Role.rbac.authorization.k8s.io', 'ClusterRole.rbac.authorization.k8s.io', 'Gateway.gateway.networking.k8s.io',
  'Issuer.cert-manager.io', 'ClusterIssuer.cert-manager.io',
];

/** The kind that the fields around a name say, if it is one of these; the first of them if they say none. */
function ofGroup({ group: said, kind: called }: Fields, group: string, kinds: string[]): string | undefined {
  const kind = kinds.find(each => each === (called ?? kinds[0]));
  return kind !== undefined && (said ?? group) === group ? kindIn(group, kind) : undefined;
}

function routed(around: Fields): string | undefined {
  return ofGroup(around, '', ['Service']);
}

function joined(around: Fields): string | undefined {
  return ofGroup(around, 'gateway.networking.k8s.io', ['Gateway']);
}

function granted({ apiGroup, kind }: Fields): string | undefined {
  return ofGroup({ group: apiGroup, kind }, 'rbac.authorization.k8s.io', ['Role', 'ClusterRole']);
}

function ingressPort({ port }: Fields): NamedPort {
  const { name, number } = fieldsOf(port);
  return name === undefined ? { field: 'port.number', port: number } : { field: 'port.name', port: name };
}

/** What a HorizontalPodAutoscaler scales. */
export function scaled({ apiVersion, kind }: Fields): string | undefined {
  const whole = kindIn(groupOf(apiVersion), textOf(kind) ?? '');
  return SCALED.includes(whole) ? whole : undefined;
}

export function scaledByKeda({ apiVersion = 'apps/v1', kind = 'Deployment' }: Fields): string | undefined {
  return scaled({ apiVersion, kind });
}

/** The keys of the object that a reference names: those that must be there. */
export function keysNamed(around: Fields): { readonly field: string; readonly key: string }[] {
  const key = textOf(around.key);
  if (key !== undefined) return [{ field: 'key', key }];
  const items = itemsOf(around.items);
  return items.length === 0 ? NO_KEYS : items.flatMap((item, n) => {
    const named = textOf((item as Fields | null)?.key);
    return named === undefined ? NO_KEYS : [{ field: `items[${n}].key`, key: named }];
  });
}

const NO_KEYS: { readonly field: string; readonly key: string }[] = [];
