import { Size } from 'cdk8s';
import { Cpu, EnvValue, ImagePullPolicy, MountPropagation, Protocol } from 'cdk8s-plus-27';
import { cpuMillis, isWholeMillis } from './quantity';
import { mountAt } from '../validation/absolute-path';
import {
  AS_IT_IS, emptyOr, flat, having, listOf, mapOf, oneOf, openShape, optional, Rule, shape, text, textProblems,
} from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must } from '../validation/problem';
import { BOOLEAN, COUNT, NUMBER, SIZE } from '../validation/scalars';
import { TextKind } from '../validation/text-kind';
import { slug } from '../validation/words';

const CPU_FIX = 'Write for example Cpu.millis(200).';

const WORDS = listOf(text(KINDS.argument));

const ENV_FIX = 'Write for example EnvValue.fromValue("info").';
const ENV_VALUE = openShape({ value: text(KINDS.variableValue, { fix: ENV_FIX }) }, ENV_FIX);

/** A value of cdk8s-plus, as it is at one look. */
export const GIVEN_VALUE = shape({ value: AS_IT_IS, valueFrom: AS_IT_IS }, ENV_FIX);

/** A value, or a reference to one, which is judged once it is rendered. */
const VARIABLE: Rule = (value, field, problems) => {
  const given = GIVEN_VALUE(value, field, problems) as EnvValue | undefined;
  if (given === undefined || given.valueFrom !== undefined) return given;
  // Only one that is wrong is worth a second look.
  return textProblems(field, given.value, KINDS.variableValue).length === 0 ? given : ENV_VALUE(given, field, problems);
};

const PATH = text(KINDS.pathText, { fix: 'Write for example "app.yaml".' });

/** As the API server has it: below the volume, and not a way out of it. */
export const SUB_PATH: Rule = (value, field, problems) => {
  const path = PATH(value, field, problems) as string;
  if (!path.startsWith('/') && !path.split('/').includes('..')) return path;
  if (path === value) {
    problems.push({ field, value, rule: 'must be a path in the volume, without ".."', fix: 'Write for example "app.yaml".' });
  }
  return 'path';
};

const PORT_SHAPE = shape({
  name: optional(text(KINDS.portName, { fix: 'Shorten the name.', standIn: slug })),
  hostIp: optional(text(KINDS.word)),
  number: NUMBER,
  hostPort: optional(NUMBER),
  protocol: optional(oneOf(Protocol, 'Protocol')),
}, 'Write for example { number: 9090, name: "metrics" }.');

/** One without number is left out: it would be taken twice. */
const PORT: Rule = (value, field, problems) => {
  const port = PORT_SHAPE(value, field, problems) as { readonly number?: number } | undefined;
  return port?.number === undefined ? undefined : port;
};

const CPU_KIND: TextKind = {
  rule: 'must be an amount of CPU, in whole thousandths',
  example: '200m',
  holds: amount => /^(\d+(\.\d+)?|\.\d+)m?$/.test(amount) && isWholeMillis(amount),
};
const CPU = shape({ amount: flat(text(CPU_KIND, { fix: CPU_FIX })) }, CPU_FIX);

function limits<T>(amount: Rule, numberOf: (amount: T) => number, unit: string): Rule {
  const fields = shape({ request: optional(amount), limit: optional(amount) }, 'Write { request, limit }.');
  return (value, field, problems) => {
    const found = problems.length;
    const kept = fields(value, field, problems) as { readonly request?: T; readonly limit?: T } | undefined;
    if (problems.length > found || kept?.request === undefined || kept.limit === undefined) return kept;
    const [request, limit] = [numberOf(kept.request), numberOf(kept.limit)];
    problems.push(...must(limit >= request, {
      field: `${field}.limit`,
      value: `${limit}${unit}`,
      rule: `must not be below the request, ${request}${unit}`,
      fix: 'Raise the limit, lower the request, or leave the limit out.',
    }));
    return kept;
  };
}

const CPU_LIMITS = optional(limits<Cpu>(CPU, ({ amount }) => cpuMillis(amount), 'm'));
const SIZE_LIMITS = optional(limits<Size>(SIZE, size => size.toKibibytes(), 'Ki'));

const PROBE = optional(having('_toKube', 'a Probe', 'Probe.fromHttpGet("/healthz")'));
const HANDLER = optional(having('_toKube', 'a Handler', 'Handler.fromCommand(["sync"])'));
const CAPABILITIES = optional(listOf(text(KINDS.capability)));

/** One without a volume is left out, since cdk8s-plus asks the volume for its name. */
function mounted(rule: Rule): Rule {
  return (value, field, problems) => {
    const mount = rule(value, field, problems) as { readonly volume?: unknown } | undefined;
    return mount?.volume === undefined ? undefined : mount;
  };
}

const FIELDS: Record<string, Rule> = {
  image: text(KINDS.image),
  name: optional(text(KINDS.label, { fix: 'Write for example "app".', standIn: () => 'app' })),
  command: optional(WORDS),
  args: optional(WORDS),
  workingDir: optional(emptyOr(text(KINDS.pathText, { fix: 'Write for example "/srv/app".' }))),
  envVariables: optional(mapOf(KINDS.variable, VARIABLE)),
  portNumber: optional(NUMBER),
  port: optional(NUMBER),
  ports: optional(listOf(PORT)),
  volumeMounts: optional(listOf(mounted(shape({
    path: mountAt('/var/lib/app'),
    subPath: optional(emptyOr(SUB_PATH)),
    subPathExpr: optional(emptyOr(SUB_PATH)),
    volume: having('_toKube', 'a Volume', 'Volume.fromEmptyDir(chart, "scratch", "scratch")'),
    readOnly: optional(BOOLEAN),
    propagation: optional(oneOf(MountPropagation, 'MountPropagation')),
  }, 'Write { path, volume }.')))),
  envFrom: optional(listOf(having('_toKube', 'an EnvFrom', 'Env.fromSecret(secret)'))),
  resources: optional(shape({
    cpu: CPU_LIMITS, memory: SIZE_LIMITS, ephemeralStorage: SIZE_LIMITS,
  }, 'Write for example { cpu: { request: Cpu.millis(200) } }.')),
  startup: PROBE,
  readiness: PROBE,
  liveness: PROBE,
  lifecycle: optional(shape({ postStart: HANDLER, preStop: HANDLER }, 'Write { preStop }.')),
  imagePullPolicy: optional(oneOf(ImagePullPolicy, 'ImagePullPolicy')),
  securityContext: optional(shape({
    ...Object.fromEntries(['privileged', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'ensureNonRoot']
      .map(name => [name, optional(BOOLEAN)])),
    user: optional(COUNT),
    group: optional(COUNT),
    capabilities: optional(shape({ add: CAPABILITIES, drop: CAPABILITIES }, 'Write { add }.')),
  }, 'Write for example { user: 1000 }.')),
};

const CONTAINER = shape(FIELDS, 'Write for example { image: "api:1.0.0" }.', { image: KINDS.image.example });

interface Ported {
  readonly port?: number;
  readonly portNumber?: number;
}

/** A container as cdk8s-plus takes it. Its probes and hooks are judged once they are rendered. */
export const CONTAINER_SHAPE: Rule = (value, field, problems) => {
  const container = CONTAINER(value, field, problems) as Ported;
  if (container.port === undefined || container.portNumber === undefined) return container;
  problems.push({
    field: field === '' ? 'port' : `${field}.port`,
    value: container.port,
    rule: 'is the older name of portNumber, which is there, too',
    fix: 'Keep portNumber, and write further ports in ports.',
  });
  return { ...container, port: undefined };
};
