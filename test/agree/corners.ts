const metadata = { name: 'corner', namespace: 'shop' };
const object = (apiVersion: string, kind: string, others: any): any => ({ apiVersion, kind, metadata, ...others });
const configMap = (data: any, more: any = {}) => object('v1', 'ConfigMap', { data, metadata: { ...metadata, ...more } });
const service = (spec: any) => object('v1', 'Service', { spec: { ports: [{ port: 80 }], ...spec } });
const pod = (spec: any) => object('v1', 'Pod', { spec: { containers: [{ name: 'app', image: 'app' }], ...spec } });
const deployment = (value: string, spec: any = {}) => object('apps/v1', 'Deployment', {
  spec: {
    selector: { matchLabels: { app: 'corner' } },
    template: {
      metadata: { labels: { app: 'corner' } },
      spec: { containers: [{ name: 'app', image: 'app', env: [{ name: 'VALUE', value }] }], ...spec },
    },
  },
});

/** What hardly comes by chance, by what is special: sizes, characters, numbers, and what only a server gives. */
export const CORNERS: Record<string, any> = {
  'as large as a ConfigMap may be': configMap({ a: 'x'.repeat(2 ** 20) }),
  'larger than a ConfigMap may be': configMap({ a: 'x'.repeat(2 ** 20 + 1) }),
  'smaller than etcd takes': deployment('x'.repeat(1_400_000)),
  'larger than etcd takes': deployment('x'.repeat(2_000_000)),
  'larger than a request may be': deployment('x'.repeat(3_200_000)),
  'null as a value': configMap({ a: null }),
  'null instead of labels': configMap({}, { labels: null }),
  'null in a set': configMap({}, { finalizers: ['a/b', null] }),
  'twice in a set': configMap({}, { finalizers: ['a/b', 'a/b'] }),
  'a key too long for YAML': configMap({}, { annotations: { ['x'.repeat(1025)]: 'a' } }),
  'keys and values that YAML reads otherwise': configMap({ a: '=', b: 'y', c: '2001-01-01', d: '0o7', e: '1:30', f: '~' }),
  'a merge key': configMap({ '<<': 'a' }),
  'a character of two units': configMap({ a: '😀' }),
  'half of a character': configMap({ a: 'a\ud83d' }),
  'the other half of a character': configMap({ a: '\ude00a' }),
  'a byte order mark': configMap({ a: '\ufeff' }),
  'a line separator': configMap({ a: 'a\u2028b' }),
  'a next line': configMap({ a: 'a\u0085b' }),
  'NUL': configMap({ a: '\u0000' }),
  'DEL': configMap({ a: '\u007f' }),
  'a boolean as text': configMap({ a: true }),
  'a number as text': configMap({ a: 1 }),
  'a fraction': deployment('', { terminationGracePeriodSeconds: 1.5 }),
  'a number beyond 64 bits': deployment('', { terminationGracePeriodSeconds: 1e21 }),
  'a status': { ...deployment(''), status: { replicas: 1 } },
  'a uid': configMap({}, { uid: 'x' }),
  'a resource version': configMap({}, { resourceVersion: '1' }),
  'managed fields': configMap({}, { managedFields: [{ manager: 'a' }] }),
  'no time': configMap({}, { creationTimestamp: 'x' }),
  'null as time': configMap({}, { creationTimestamp: null }),
  'a generated name': { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'x-', namespace: 'shop' } },
  'a namespace that is not there': configMap({}, { namespace: 'nowhere' }),
  'no namespace': { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'corner' } },
  'a namespace of what has none': object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [] }),
  'a kind in lower case': object('v1', 'configMap', {}),
  'a Service of IPv6': service({ ipFamilies: ['IPv6'] }),
  'a Service of both families, if there are': service({ ipFamilyPolicy: 'PreferDualStack' }),
  'a Service of both families': service({ ipFamilyPolicy: 'RequireDualStack' }),
  'two node ports': service({ type: 'NodePort', ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81 }] }),
  'a headless Service': service({ clusterIP: 'None' }),
  'an external name': service({ type: 'ExternalName', externalName: 'a.b' }),
  'no address': service({ clusterIP: 'x' }),
  'an address of another range': service({ clusterIP: '192.0.2.1' }),
  'a pod': pod({}),
  'a service account that is not there': pod({ serviceAccountName: 'nobody' }),
  'a Secret of text': object('v1', 'Secret', { stringData: { a: 'b' } }),
  'a Secret of no Base64': object('v1', 'Secret', { data: { a: 'x' } }),
  'a Secret without its keys': object('v1', 'Secret', { type: 'kubernetes.io/tls', data: {} }),
  'a limit that is no quantity': object('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', default: { cpu: 'x' } }] } }),
  'a Job without labels': object('batch/v1', 'Job', {
    spec: {
      template: {
        metadata: { labels: { app: 'corner' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'app', image: 'app' }] },
      },
    },
  }),
  'a quota': object('v1', 'ResourceQuota', { spec: { hard: { pods: '1' } } }),
  'a level that is none': {
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'corner', labels: { 'pod-security.kubernetes.io/enforce': 'x' } },
  },
};
