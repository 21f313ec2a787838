import { Duration } from 'cdk8s';
import { TrafficProtocol } from './traffic-protocol';
import { AS_IT_IS, flat, listOf, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { PORT_NUMBER } from '../validation/port-number';
import { BOOLEAN } from '../validation/scalars';
import { valueObject } from '../validation/value-object';
import { slug } from '../validation/words';

const FIX = 'Write for example Call.http("api").';
const EXTERNAL_FIX = 'Write for example Call.external("payments", { host, port, spiffeId }).';

/** 24 days: HAProxy counts milliseconds in 31 bits. */
const LONGEST = 24 * 24 * 3600 * 1000;

const SILENCE: Rule = (value, field, problems) => {
  const milliseconds = value instanceof Duration ? value.toMilliseconds({ integral: false }) : NaN;
  if (milliseconds >= 1000 && milliseconds <= LONGEST) return value;
  problems.push({
    field,
    value: value instanceof Duration ? `${milliseconds} ms` : value,
    rule: 'must be a Duration from 1 second to 24 days',
    fix: 'Write for example Duration.minutes(5).',
  });
  return undefined;
};

function between(least: number, most: number): Rule {
  return (value, field, problems) => {
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value;
    problems.push({ field, value, rule: `must be a whole number from ${least} to ${most}`, fix: `Write ${least} to ${most}.` });
    return undefined;
  };
}

/** It becomes a name in the pod plan, where objects have some of their own. */
const VARIABLE = { ...KINDS.shellVariable, holds: (name: string) => KINDS.shellVariable.holds(name) && !(name in {}) };

const COMMON = {
  env: optional(text(VARIABLE)),
  // Below these a program needs more rights than the proxy has.
  localPort: optional(between(1024, 65535)),
  silenceTimeout: optional(SILENCE),
  connections: optional(between(1, 5000)),
  retry: optional(BOOLEAN),
};

const OF_WORKLOAD = flat(shape({
  ...COMMON,
  namespace: optional(text(KINDS.label, { fix: 'Write the namespace of the callee, such as "shop".' })),
  elsewhere: optional(BOOLEAN),
  service: optional(text(KINDS.serviceName, { fix: 'Write the name of the callee\'s Service.' })),
  serviceAccount: optional(text(KINDS.objectName, { fix: 'Write the name of the callee\'s service account.' })),
}, FIX));

const OF_EXTERNAL = flat(shape({
  ...COMMON, external: AS_IT_IS, host: text(KINDS.calledHost), spiffeId: text(KINDS.spiffeId),
}, EXTERNAL_FIX));

/** What is told of a call, by whether it is one of a workload. */
const [WORKLOAD, EXTERNAL] = [
  { _to: OF_WORKLOAD, port: optional(PORT_NUMBER), fix: FIX }, { _to: OF_EXTERNAL, port: PORT_NUMBER, fix: EXTERNAL_FIX },
].map(({ fix, ...fields }) => valueObject('protocol', shape({
  name: text(KINDS.label, { fix: 'Write the name of a workload, such as "api".', standIn: slug }),
  protocol: oneOf(TrafficProtocol, 'TrafficProtocol'),
  ...fields,
}, fix), fix));

/** One that is refused is left out: nothing else is called in its place. */
const CALL: Rule = (value, field, problems) => {
  const before = problems.length;
  const kept = (isOf(value, '_to', 'external') ? EXTERNAL : WORKLOAD)(value, field, problems) as Partial<Judged> | undefined;
  if (problems.length > before || kept === undefined) return undefined;
  if (kept.port !== undefined || kept.protocol === TrafficProtocol.HTTP) return kept;
  problems.push({ field: `${field}.port`, rule: 'must be a port number', fix: 'Write for example Call.grpc("db", 9090).' });
  return undefined;
};

interface Judged {
  readonly protocol: TrafficProtocol;
  readonly port?: number;
}

function isOf(value: unknown, ...path: string[]): boolean {
  try {
    return path.reduce<any>((inner, name) => inner?.[name], value) === true;
  } catch {
    return false;
  }
}

const LIST = listOf(CALL);

/** Each has sections of its own in the proxy's configuration. */
const MOST = 100;

export const CALLS_SHAPE: Rule = (value, field, problems) => {
  const calls = LIST(value, field, problems) as unknown[];
  if (calls.length <= MOST) return calls;
  problems.push({ field, value: calls.length, rule: `must have at most ${MOST} items`, fix: 'Split the workload.' });
  return calls.slice(0, MOST);
};
