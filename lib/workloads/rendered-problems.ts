import { Protocol } from 'cdk8s-plus-27';
import type { EnvVar, Volume } from 'kubernetes-types/core/v1';
import { SUB_PATH } from '../pod/container-shape';
import { RenderedContainer } from '../pod/container-spec';
import { eachOf, emptyOr, listOf, mapOf, oneOf, optional, Rule, openShape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { plainTree } from '../validation/plain-tree';
import { Problem } from '../validation/problem';
import { BOOLEAN, COUNT, MODE, NUMBER } from '../validation/scalars';
import { variableSizeProblems } from '../validation/variable-size';
import { keyed } from '../validation/words';

/*
 * What cdk8s-plus has made of a container: its probes, hooks, references and volumes can be read only then. Of what it was given
 * it looks at nothing.
 */

const NAME = text(KINDS.objectName, { fix: 'Write the name of the object.' });
const KEY = text(KINDS.fileName, { fix: 'Write the key.' });
/** The kubelet would ask whatever host a team names, with the node's reach. */
const HOST = optional((value, field, problems) => {
  problems.push({ field, value, rule: 'would let the node ask another host than the pod', fix: 'Leave it out.' });
});
const NAMED = openShape({ name: NAME });
const KEY_OF = openShape({ name: NAME, key: KEY });

const PORT: Rule = (value, field, problems) => typeof value === 'number' ? value : PORT_NAME(value, field, problems);
const PORT_NAME = text(KINDS.portName);

const ACTION = {
  exec: optional(openShape({ command: listOf(text(KINDS.argument)) })),
  httpGet: optional(openShape({
    path: optional(text(KINDS.requestTarget)),
    port: PORT,
    host: HOST,
    scheme: optional(oneOf({ HTTP: 'HTTP', HTTPS: 'HTTPS' }, 'ConnectionScheme')),
  })),
  tcpSocket: optional(openShape({ port: PORT, host: HOST })),
};

const PROBE = optional(openShape({
  ...ACTION,
  ...Object.fromEntries(['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold', 'successThreshold']
    .map(name => [name, optional(COUNT)])),
}));

/** Where a variable takes its value from. */
export const REFERENCE = openShape({
  secretKeyRef: optional(KEY_OF),
  configMapKeyRef: optional(KEY_OF),
  fieldRef: optional(openShape({ fieldPath: text(KINDS.fieldPath) })),
  resourceFieldRef: optional(openShape({ resource: text(KINDS.resourceField), containerName: optional(text(KINDS.label)) })),
});

const PARTS: [property: string, name: string, rule: Rule][] = [
  ['startupProbe', 'startup', PROBE],
  ['readinessProbe', 'readiness', PROBE],
  ['livenessProbe', 'liveness', PROBE],
  ['lifecycle', 'lifecycle', optional(openShape({
    postStart: optional(openShape(ACTION)), preStop: optional(openShape(ACTION)),
  }))],
  ['envFrom', 'envFrom', optional(listOf(openShape({
    prefix: optional(emptyOr(text(KINDS.variable))), configMapRef: optional(NAMED), secretRef: optional(NAMED),
  })))],
  ['ports', 'ports', optional(listOf(openShape({
    protocol: optional(oneOf(Protocol, 'Protocol')), hostPort: optional(NUMBER),
  })))],
];

const ITEMS = optional(eachOf(openShape({ key: KEY, path: SUB_PATH, mode: optional(MODE) }, 'Write { key, path }.')));

const CONFIG_MAP = openShape({ name: NAME, items: ITEMS, defaultMode: optional(MODE), optional: optional(BOOLEAN) });

const FIELDS = openShape({
  items: listOf(openShape({
    path: SUB_PATH, mode: optional(MODE), fieldRef: optional(openShape({ fieldPath: text(KINDS.fileFieldPath) })),
  })),
});

const TOKEN = openShape({ audience: optional(text(KINDS.line, { fix: 'Write for example "vault".' })), path: SUB_PATH });

/** Sources that name other objects. Of the rest the API server knows more than we do; but it is text, numbers and booleans. */
export const SOURCE: Rule = (source, field, problems) => {
  const found = problems.length;
  const kept = NAMING(source, field, problems);
  if (problems.length === found) plainTree(source, field, problems);
  return kept;
};

const NAMING = openShape({
  secret: optional(openShape({ secretName: NAME, items: ITEMS, defaultMode: optional(MODE), optional: optional(BOOLEAN) })),
  configMap: optional(CONFIG_MAP),
  downwardAPI: optional(FIELDS),
  projected: optional(openShape({
    defaultMode: optional(MODE),
    sources: listOf(openShape({
      secret: optional(CONFIG_MAP),
      configMap: optional(CONFIG_MAP),
      downwardAPI: optional(FIELDS),
      serviceAccountToken: optional(TOKEN),
    })),
  })),
  ephemeral: optional(openShape({
    volumeClaimTemplate: openShape({ spec: openShape({ storageClassName: optional(emptyOr(NAME)) }) }),
  })),
  persistentVolumeClaim: optional(openShape({ claimName: NAME })),
  csi: optional(openShape({
    driver: text(KINDS.objectName, { fix: 'Write the name of the driver.' }),
    fsType: optional(text(KINDS.word)),
    readOnly: optional(BOOLEAN),
    volumeAttributes: optional(mapOf(KINDS.line, emptyOr(text(KINDS.text)))),
    nodePublishSecretRef: optional(NAMED),
  })),
}, 'Write the source of a volume, such as { emptyDir: {} }.');

/** Problems of a container's probes, hooks, references and volumes. */
export function renderedProblems(field: string, { spec, volumes }: RenderedContainer): Problem[] {
  const problems: Problem[] = [];
  const at = (name: string) => field === '' ? name : `${field}.${name}`;
  for (const [property, name, rule] of PARTS) rule(spec[property as keyof typeof spec], at(name), problems);
  for (const variable of spec.env ?? []) judgeVariable(variable, at('envVariables'), problems);
  for (const volume of volumes) judgeVolume(volume, at('volumeMounts'), problems);
  return problems;
}

function judgeVariable({ name, value, valueFrom }: EnvVar, field: string, problems: Problem[]): void {
  problems.push(...variableSizeProblems(keyed(field, name), name, value));
  if (valueFrom !== undefined) REFERENCE(valueFrom, keyed(field, name), problems);
}

function judgeVolume({ name, ...source }: Volume, field: string, problems: Problem[]): void {
  VOLUME_NAME(name, field, problems);
  SOURCE(source, keyed(field, name), problems);
}

const VOLUME_NAME = text(KINDS.label, { fix: 'Give the volume a name such as "data".' });
