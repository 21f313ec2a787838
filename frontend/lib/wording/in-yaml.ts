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

/** A text in which calls of the library's functions are written as in YAML. */
export function inYaml(text: string): string {
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
  if (ENUMS.get(title) && Object.hasOwn(ENUMS.get(title)!.members, member)) return { text: member, length: 0 };
  if (!described) return undefined;
  if (Object.hasOwn(described.constants, member)) return { text: member, length: 0 };
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
  return inYaml(values.replace(/'/g, '"'));
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
