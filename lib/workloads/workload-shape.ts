import { PERMISSION_SHAPE } from '../access/permission-problems';
import { SERVICE_ACCOUNT_SHAPE } from '../access/service-account-ref';
import { OWNER_SHAPE } from '../labels/owner';
import { CONTAINER_SHAPE } from '../pod/container-shape';
import { HEALTH_SHAPE, Probed, twiceChecked } from '../pod/health-probes';
import { POD_FIELDS } from '../pod/pod-settings';
import { CALLS_SHAPE } from '../ports/call-shape';
import { CALLERS_SHAPE } from '../ports/caller-shape';
import { NETWORK_SHAPE } from '../ports/egress-shape';
import { PORTS_SHAPE } from '../ports/port-shape';
import { mountAt } from '../validation/absolute-path';
import { eachOf, listOf, mapOf, named, openShape, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { DURATION, SIZE } from '../validation/scalars';
import { valueObject } from '../validation/value-object';

const PLAIN = text(KINDS.text);

const CONFIG_SHAPE = shape({
  files: optional(mapOf(KINDS.fileName, text(KINDS.text, { fix: 'Write the text of the file.' }), {
    fix: 'Write a plain file name such as "app.yaml".',
  })),
  env: optional(mapOf(KINDS.shellVariable, text(KINDS.variableValue), {
    fix: 'Write a name such as "LOG_LEVEL". container.envVariables take names with "." and "-", which shells lose.',
  })),
  mountPath: optional(mountAt('/etc/app')),
});

const ARTIFACT_SHAPE = shape({
  repository: named('artifact.image', text(KINDS.text, { fix: 'Write for example "registry.example.com/api".' })),
  version: text(KINDS.labelValue, { fix: 'Write for example "1.4.2" or a commit.' }),
  digest: optional(PLAIN),
  commit: optional(text(KINDS.line, { fix: 'Write for example "4f2a9c1".' })),
}, 'Write Artifact.of({ image, version }).');

const CHANNEL_SHAPE = shape({
  name: text(KINDS.line),
  pinnedRelease: optional(text(KINDS.labelValue, { fix: 'Write for example "2026.11".' })),
}, 'Write for example Channel.STABLE.');

/** What a component then judges further, if the release has it. */
function requirement(fields: Record<string, Rule>, fix: string): Rule {
  return valueObject('component', shape({ component: text(KINDS.line), ...fields }, fix), fix);
}

const ON_CHANGE = shape({ description: text(KINDS.text), spread: optional(DURATION) }, 'Write for example OnChange.RESTART.');

/** What every kind of workload is given. */
const WORKLOAD_FIELDS: Record<string, Rule> = {
  container: CONTAINER_SHAPE,
  ...POD_FIELDS,
  ports: optional(PORTS_SHAPE),
  network: optional(NETWORK_SHAPE),
  calls: optional(CALLS_SHAPE),
  config: optional(CONFIG_SHAPE),
  logs: optional(requirement({
    directory: text(KINDS.text, { fix: 'Write for example "/var/log/app".' }), limit: SIZE,
  }, 'Write LogFiles.of({ directory }).')),
  artifact: optional(ARTIFACT_SHAPE),
  secrets: optional(eachOf(requirement({ onChange: ON_CHANGE }, 'Write for example SecretFile.json({ path, file }).'))),
  dependencies: optional(listOf(requirement({
    path: text(KINDS.text, { fix: 'Write for example "models/ranker".' }),
    mountPath: text(KINDS.text, { fix: 'Write for example "/var/lib/models".', standIn: () => '/var/lib/models' }),
    checksum: optional(shape({ value: PLAIN }, 'Write Checksum.sha256(value).')),
    sizeLimit: optional(SIZE),
  }, 'Write Dependency.of({ path, mountPath }).'))),
  requirements: optional(listOf(requirement({}, 'Write a Requirement.'))),
  health: optional(HEALTH_SHAPE),
  permissions: optional(listOf(PERMISSION_SHAPE)),
  serviceAccount: optional(SERVICE_ACCOUNT_SHAPE),
  channel: optional(CHANNEL_SHAPE),
  priorityClassName: optional(text(KINDS.objectName, { fix: 'Write for example "important".' })),
  stop: optional(DURATION),
  owner: optional(OWNER_SHAPE),
  expires: optional(text(KINDS.day, { standIn: () => '9999-12-31' })),
  // Only some kinds have these.
  callers: optional(CALLERS_SHAPE),
  discovery: optional(requirement({
    format: PLAIN, options: shape({ path: optional(PLAIN), port: optional(PLAIN) }, 'Write { path }.', {}),
  }, 'Write for example Discovery.kingpin().')),
  drain: optional(DURATION),
};

/**
 * The properties of a kind of workload: those of all, and its own.
 *
 * @param standIn what else takes the place of properties that are missing altogether
 */
export function workloadShape(own: Record<string, Rule>, standIn: object = {}): Rule {
  const props = openShape({ ...WORKLOAD_FIELDS, ...own }, 'Write { container: { image } }.', {
    container: { image: KINDS.image.example }, ...standIn,
  });
  return (value, field, problems) => {
    const kept = props(value, field, problems) as Probed;
    if (kept.health) problems.push(...twiceChecked(kept));
    return kept;
  };
}

