import { IDENTITY_SHAPE } from './identity-shape';
import { KubernetesVersion } from './kubernetes-version';
import { SECRET_STORE_SHAPE } from './secret-store-shape';
import { TELEMETRY_SHAPE } from './telemetry-shape';
import { TAINT_SHAPE } from '../requirements/toleration';
import { eachOf, emptyOr, having, listOf, mapOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { PORT_NUMBER } from '../validation/port-number';
import { BOOLEAN, DURATION, SOME_SIZE } from '../validation/scalars';
import { slug } from '../validation/words';

const example = (word: string) => ({ fix: `Write for example "${word}".` });
const namespace = (word: string) => text(KINDS.label, example(word));
const objectName = (word: string) => text(KINDS.objectName, example(word));

const VERSION = having('nativeSidecars', 'a KubernetesVersion', 'KubernetesVersion.V1_31');

const PLACE = (className: string, word: string, more: Record<string, Rule> = {}): Rule => shape(
  { [className]: objectName('public'), namespace: namespace(word), ...more }, `Write { ${className}, namespace }.`,
);

/** They become folders, labels, variables, paths, and text of the proxy and of the collector. */
export const CLUSTER_SHAPE = shape({
  name: text(KINDS.labelValue, { ...example('prod-east'), standIn: slug }),
  environment: text(KINDS.labelValue, example('prod')),
  version: (value, field, problems) => VERSION(value, field, problems) ?? KubernetesVersion.V1_27,
  region: optional(text(KINDS.labelValue, example('us-east-1'))),
  dnsDomain: optional(objectName('cluster.local')),
  monitoringNamespace: optional(namespace('monitoring')),
  apiServerRanges: optional(listOf(text(KINDS.cidr))),
  apiServerPorts: optional(listOf(PORT_NUMBER)),
  ingress: optional(PLACE('className', 'ingress')),
  gateway: optional(PLACE('name', 'gateways', { proxyNamespace: optional(namespace('ingress')) })),
  identity: optional(IDENTITY_SHAPE),
  zooKeeper: optional(shape({
    servers: eachOf(text(KINDS.hostAndPort, {
      fix: 'Write for example "zookeeper.example.com:2181", and a common folder as root.',
    })),
    root: optional(text(KINDS.text, { ...example('/discovery') })),
    format: optional(having('options', 'a Discovery', 'Discovery.kingpin()')),
    sessionTimeout: optional(DURATION),
    credentials: optional(shape({
      secretName: objectName('zookeeper'), key: optional(text(KINDS.fileName, example('credentials'))),
    }, 'Write { secretName }.')),
  }, 'Write { servers }.')),
  dependencyStore: optional(shape({
    type: text(KINDS.text, { fix: 'Write for example "s3"; `rclone help backends` lists them.' }),
    options: optional(mapOf(KINDS.text, text(KINDS.variableValue, { secret: true, fix: 'Write a string.' }))),
    path: optional(text(KINDS.pathText, { fix: 'Write for example "artifacts/prod", a bucket and a folder.' })),
    secretName: optional(text(KINDS.objectName, { ...example('dependency-store'), rule: 'is not a valid name of a Secret' })),
    cacheSize: optional(SOME_SIZE),
    requireChecksums: optional(BOOLEAN),
  }, 'Write { type }.')),
  startupGate: optional(shape({ image: optional(text(KINDS.image)) }, 'Write { } for the default.')),
  secretStore: optional(SECRET_STORE_SHAPE),
  telemetry: optional(TELEMETRY_SHAPE),
  nodePools: optional(eachOf(shape({
    name: namespace('gpu'),
    labels: mapOf(KINDS.labelKey, emptyOr(text(KINDS.labelValue, example('gpu')))),
    taints: optional(eachOf(TAINT_SHAPE)),
  }, 'Write { name, labels }.', { name: 'pool', labels: { pool: 'pool' } }))),
  releases: optional(listOf(text(KINDS.labelValue, example('2026.11')))),
}, 'Write { name, environment, version }.', { name: 'cluster', environment: 'dev', version: KubernetesVersion.V1_27 });
