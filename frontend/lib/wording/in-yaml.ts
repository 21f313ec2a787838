import { ClassType, MODEL } from '../model/model';

/*
 * The library speaks to programs: "Write Scaling.between(3, 5)." Here the same is told as it is written in YAML.
 */

/** Classes of values by their short names. */
const CLASSES = new Map(Object.entries(MODEL.types)
  .filter((entry): entry is [string, ClassType] => entry[1].type === 'class')
  .map(([name, described]) => [name.split('.')[1], described]));
const ENUMS = new Map(
  Object.entries(MODEL.types).flatMap(
    ([name, described]) => described.type === 'enum' ? [[name.split('.')[1], described] as const] : [],
  ),
);

const SHORT: Readonly<Record<string, Record<string, string>>> = {
  Duration: { millis: 'ms', seconds: 's', minutes: 'm', hours: 'h', days: 'd' },
  Size: { kibibytes: 'Ki', mebibytes: 'Mi', gibibytes: 'Gi', tebibytes: 'Ti', pebibyte: 'Pi' },
  Cpu: { millis: 'm', units: '' },
  PercentOrAbsolute: { percent: '%', absolute: '' },
};

/** What the library makes of a struct by a function: in YAML it is the struct. */
const SCOPES: Readonly<Record<string, string>> = {
  inNamespace: 'scope: NAMESPACE', inCluster: 'scope: CLUSTER', onPaths: 'paths',
};
const ENV_FROM: Readonly<Record<string, string>> = { fromSecret: 'sec', fromConfigMap: 'configMap' };

/** What is said of functions that documents do not have. */
const NOT_IN_YAML = /, or ConfigFile\.raw\(text\)[^.]*(?=\.)/g;

/** A rule, which may name what a value is in a program. */
export function ruleInYaml(text: string): string {
  return inYaml(text).replace(/\b(must be|and is) an object\b/g, '$1 a mapping');
}

/** A text in which calls of the library's functions are written as in YAML. */
export function inYaml(text: string): string {
  return callsInYaml(text.replace(NOT_IN_YAML, ''))
    .replace(/\bthe construct's id\b/g, 'it')
    // `pod.addEnv("MODE", ...)` is a call of the list `pod`.
    .replace(/\bpod\.(\w+)\(((?:"[^"]*"|[^"()])*)\)/g, (_, name: string, values: string) => callText(name, values))
    // `Add .onCpu(60)`: what stands beside the call before it.
    .replace(/(?<![\w)\]}])\.([a-z]\w*)\(([^()]*)\)/g, (_, name: string, values: string) => callText(name, values));
}

function callsInYaml(text: string): string {
  let rest = text;
  let told = '';
  for (;;) {
    const found = /\b([A-Z]\w*)\.(\w+)/.exec(rest);
    if (!found) return told + rest;
    const [whole, title, member] = found;
    const after = found.index + whole.length;
    told += rest.slice(0, found.index);
    const written = wordFor(title, member, rest.slice(after));
    told += written?.text ?? whole;
    rest = rest.slice(after + (written?.length ?? 0));
  }
}

interface Told {
  readonly text: string;
  /** How much of what follows belongs to it. */
  readonly length: number;
}

function wordFor(title: string, member: string, after: string): Told | undefined {
  const described = CLASSES.get(title);
  if (title === 'Permission' && member in SCOPES) return permission(member, argumentsIn(after));
  if (title === 'Env' && member in ENV_FROM) return envFrom(member, argumentsIn(after));
  if (ENUMS.get(title) && Object.hasOwn(ENUMS.get(title)!.members, member)) return { text: member, length: 0 };
  if (!described) return undefined;
  if (Object.hasOwn(described.constants, member)) {
    const [calls, length] = chained(described, after, 0, []);
    return calls.length === 0
      ? { text: member, length: 0 } : { text: `[${[member, ...calls.map(call => `{${call}}`)].join(', ')}]`, length };
  }
  if (!Object.hasOwn(described.factories, member)) return undefined;
  const values = argumentsIn(after);
  if (!values) return { text: member, length: 0 };
  const short = SHORT[title]?.[member];
  if (short !== undefined && /^\d+$/.test(values.text)) return { text: values.text + short, length: values.length };
  const [calls, length] = chained(described, after, values.length, [callText(member, values.text)]);
  return {
    text: calls.length === 1 && member === 'of'
      ? ofText(values.text)
      : calls.length === 1 && values.text === '' ? member : `{${calls.join(', ')}}`,
    length,
  };
}

function permission(member: string, values: Told | undefined): Told {
  if (!values) return { text: SCOPES[member], length: 0 };
  const inner = values.text.replace(/^\{\s*|\s*\}$/g, '');
  return { text: `{ ${bare(member === 'onPaths' ? inner : `${inner}, ${SCOPES[member]}`)} }`, length: values.length };
}

function envFrom(member: string, values: Told | undefined): Told {
  const name = ENV_FROM[member];
  return values ? { text: `{${callText(name, values.text)}}`, length: values.length } : { text: name, length: 0 };
}

/** `.onCpu(60)` after the first call. */
function chained(described: ClassType, after: string, from: number, calls: string[]): [string[], number] {
  const next = /^\.(\w+)(?=\()/.exec(after.slice(from));
  if (!next || !Object.hasOwn(described.methods, next[1])) return [calls, from];
  const values = argumentsIn(after.slice(from + next[0].length));
  if (!values) return [calls, from];
  return chained(described, after, from + next[0].length + values.length, [...calls, callText(next[1], values.text)]);
}

function callText(name: string, values: string): string {
  if (values === '') return `${name}: {}`;
  return /^[^,]+$/.test(values) || /^[{[][^{}[\]]*[}\]]$/.test(values)
    ? `${name}: ${bare(values)}`
    : `${name}: [${bare(values)}]`;
}

function ofText(values: string): string {
  return values.startsWith('{') ? bare(values) : `[${bare(values)}]`;
}

/** Quotes as YAML and the library's messages have them, and calls within. */
function bare(values: string): string {
  return callsInYaml(values.replace(/'/g, '"'));
}

/** What is in the brackets with which a text begins. */
function argumentsIn(text: string): Told | undefined {
  if (!text.startsWith('(')) return undefined;
  let open = 0;
  for (let n = 0; n < text.length; n += 1) {
    if ('([{'.includes(text[n])) open += 1;
    if (')]}'.includes(text[n])) open -= 1;
    if (open === 0) return { text: text.slice(1, n), length: n + 1 };
  }
  return undefined;
}
