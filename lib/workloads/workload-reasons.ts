import { because, byPlatform, FieldReasons, inheriting, SCOPE } from '../tree/field-reasons';

/** How they lead to the application. */
const PORTS = ['ports', 'container.port', 'container.portNumber', 'container.ports'];
const SELECTOR = because('finds the pods; it never changes', 'adoption');
const REACHED = because('who may reach the pods, and at which port',
  'callers', 'exposure', 'servesEveryPod', 'traffic', 'adoption', ...PORTS,
);

/** Why objects of all kinds of workload are as they are. */
export const WORKLOAD_REASONS: FieldReasons = {
  [SCOPE.ANY]: {
    'apiVersion': because('what Kubernetes makes of it'),
    'kind': because('what Kubernetes makes of it'),
    'metadata': because('what the tools of the platform read'),
    'metadata.name': because('the id of the workload\'s construct'),
    'metadata.namespace': inheriting('the namespace of the chart', ['chart.namespace']),
  },
  ServiceAccount: {
    '.': because('who the pods are in the Kubernetes API', 'serviceAccount'),
    'automountServiceAccountToken': byPlatform('only pods that need a token get one'),
  },
  Role: {
    '': because('what it may do in the Kubernetes API, in its namespace', 'permissions'),
  },
  RoleBinding: {
    '': because('gives its Role to its service account', 'permissions', 'serviceAccount'),
  },
  ClusterRole: {
    '': because('what it may do in the Kubernetes API, in all namespaces', 'permissions'),
    'metadata.name': because('the workload\'s namespace and name: it is in no namespace', 'permissions'),
  },
  ClusterRoleBinding: {
    '': because('gives its ClusterRole to its service account', 'permissions', 'serviceAccount'),
    'metadata.name': because('the workload\'s namespace and name: it is in no namespace', 'permissions'),
  },
  Service: {
    '.': because('its name in DNS, and what leads to its pods', 'moreServices', ...PORTS),
    'metadata.name': because('its name in DNS', 'service.name', 'moreServices', 'governingService'),
    'metadata.annotations[*]': because('what was asked of the Service', 'service', 'moreServices'),
    'spec': because('how clients reach the pods', 'service', 'moreServices'),
    'spec.selector': SELECTOR,
    'spec.ports': because('the ports for clients', 'service', 'moreServices', 'exposure', 'protocol', 'traffic', ...PORTS),
    'spec.ports[*].targetPort': byPlatform(
      'where the pods are reached: at the port of the proxy, where one stands before the application',
      'exposure', 'protocol', 'traffic', ...PORTS,
    ),
  },
  Ingress: {
    '': because('how it is reached from outside the cluster', 'exposure'),
    'metadata.annotations[*]': because('what was asked of the ingress controller', 'exposure'),
    'spec.ingressClassName': inheriting('the ingress controller of the cluster', ['cluster.ingress'], 'exposure'),
    'spec.rules[*].http.paths[*].backend': because('the Service and the port behind it', 'exposure', 'service'),
  },
  HTTPRoute: {
    '': because('how it is reached from outside the cluster', 'exposure'),
    'spec.parentRefs': { ...byPlatform('the gateway of the cluster'), inherits: ['cluster.gateway'] },
    'spec.rules[*].backendRefs': because('the Service and the port behind it', 'exposure', 'service'),
  },
  HorizontalPodAutoscaler: {
    '': because('sets the number of pods by load', 'scaling'),
    'spec.scaleTargetRef': because('what it scales', 'scaling', 'adoption'),
    'spec.metrics[*].containerResource.container': because(
      'the application alone: a sidecar\'s load says nothing', 'container.name',
    ),
  },
  ScaledObject: {
    '': because('lets KEDA set the number of pods', 'scaling'),
    'spec.scaleTargetRef': because('what it scales', 'scaling', 'adoption', 'container.name'),
  },
  PodDisruptionBudget: {
    '.': because('how many pods an upgrade of nodes may take away at a time; none for a single pod', 'scaling', 'replicas'),
    'spec': byPlatform('how many pods an upgrade of nodes may take away at a time', 'replicas', 'quorum', 'scaling'),
    'spec.selector': SELECTOR,
    'spec.unhealthyPodEvictionPolicy': byPlatform(
      'a pod that is not ready serves nobody, and would only keep its node from ending',
    ),
  },
  NetworkPolicy: {
    '.': because('admits only who is declared'),
    'spec.podSelector': SELECTOR,
    'spec.policyTypes': because('incoming connections, and outgoing ones where they are limited', 'network'),
    'spec.ingress': REACHED,
    'spec.egress': because('where its pods may connect to', 'network', 'calls', 'secrets', 'adoption'),
  },
  ConfigMap: {
    '': because('the configuration of the application', 'config'),
    'immutable': byPlatform(
      'new contents are a new object, so that a change rolls out and a rollback finds the old ones', 'config',
    ),
    'metadata.name': because('its name ends with a hash of its contents', 'config', 'artifact'),
    'data': because('the files or variables of the configuration', 'config', 'artifact'),
  },
  PersistentVolumeClaim: {
    '': because('a volume that outlives the pods', 'claims', 'storage', 'checkpoint'),
  },
  [SCOPE.POD]: {
    'spec.topologySpreadConstraints': byPlatform('zones and nodes share the pods evenly', 'placement', 'zones'),
    'spec.topologySpreadConstraints[*].labelSelector': because('finds the pods; it never changes', 'placement', 'adoption'),
    'spec.volumes[*].configMap.name': because('a ConfigMap whose name tells its contents', 'config', 'artifact'),
  },
  [SCOPE.CONTAINER]: {
    envFrom: because('the configuration of the application', 'config'),
  },
};
