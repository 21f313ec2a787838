import { EnvValue } from 'cdk8s-plus-27';
import { mountAt } from '../validation/absolute-path';
import { listOf, mapOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { slug } from '../validation/words';

const WORDS = listOf(text(KINDS.text));

const ENV_FIX = 'Write for example EnvValue.fromValue("info").';
const ENV_VALUE = shape({ value: text(KINDS.variableValue, { fix: ENV_FIX }) }, ENV_FIX);

/** A value, or a reference to one, of cdk8s-plus. */
const VARIABLE: Rule = (value, field, problems) => {
  const given = typeof value === 'object' ? value : {};
  return (given as Partial<EnvValue> | null)?.valueFrom === undefined ? ENV_VALUE(given, field, problems) : value;
};

const PATH = text(KINDS.pathText, { fix: 'Write for example "app.yaml".' });

/** As the API server has it: below the volume, and not a way out of it. */
const SUB_PATH: Rule = (value, field, problems) => {
  const path = PATH(value, field, problems) as string;
  if (!path.startsWith('/') && !path.split('/').includes('..')) return path;
  if (path === value) {
    problems.push({ field, value, rule: 'must be a path in the volume, without ".."', fix: 'Write for example "app.yaml".' });
  }
  return 'path';
};

const FIELDS: Record<string, Rule> = {
  image: text(KINDS.image),
  name: optional(text(KINDS.label, { fix: 'Write for example "app".', standIn: () => 'app' })),
  command: optional(WORDS),
  args: optional(WORDS),
  workingDir: optional(text(KINDS.pathText, { fix: 'Write for example "/srv/app".' })),
  envVariables: optional(mapOf(KINDS.variable, VARIABLE)),
  ports: optional(listOf(shape({
    name: optional(text(KINDS.portName, { fix: 'Shorten the name.', standIn: slug })),
    hostIp: optional(text(KINDS.word)),
  }, 'Write for example { number: 9090, name: "metrics" }.'))),
  volumeMounts: optional(listOf(shape({
    path: mountAt('/var/lib/app'), subPath: optional(SUB_PATH), subPathExpr: optional(SUB_PATH),
  }, 'Write { path, volume }.'))),
};

/** A container as cdk8s-plus takes it. Its probes and hooks are judged once they are rendered. */
export const CONTAINER_SHAPE = shape(FIELDS, 'Write for example { image: "api:1.0.0" }.', { image: KINDS.image.example });
