import { ExplainedField, ExplainedObject } from './explanation';
import { groupsOf } from './groups';
import { shortValue } from './short-value';
import { fromWords, whoOf } from './text';
import { visible } from '../output/plain';
import { Style } from '../output/style';

/** A field of an object, as the user asked for it. */
export interface Asked {
  readonly object: Pick<ExplainedObject, 'kind' | 'name' | 'file'>;
  /** The field itself. */
  readonly field: ExplainedField;
  /** Whether it has an entry of its own, or is in something that has, which is not the object. */
  readonly isInside: boolean;
  /** What in it has a reason of its own. */
  readonly inside: readonly ExplainedField[];
}

/** Fields of several objects that are the same are told once. */
export function fieldText(asked: readonly Asked[], style: Style): string {
  const texts = new Map<string, string[]>();
  for (const each of asked) {
    const text = aboutText(each, style);
    texts.set(text, [...texts.get(text) ?? [], style.bold(visible(titleOf(each)))]);
  }
  return [...texts].map(([text, titles]) => `${titles.join('\n')}${text}`).join('\n\n');
}

function titleOf({ object, field }: Asked): string {
  return `${object.kind}/${object.name} ${field.path}`.trim();
}

function aboutText({ field, inside, isInside }: Asked, style: Style): string {
  const told = valueOf(field);
  const isWhole = typeof told === 'object' && told !== null && inside.length > 0;
  const value = isWhole || field.path === '' ? '' : ` = ${shortValue(told, 100)}`;
  // Of what has many authors the whole object's says nothing.
  const about = isInside || inside.length === 0 ? aboutLines(field, style) : [];
  return [value, ...about, ...insideLines(field, inside, style)].join('\n');
}

/** Of an item of a list that says no more than a value, such as a variable, that value. */
function valueOf({ path, value }: ExplainedField): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { name, ...rest } = value as Record<string, unknown>;
  if (!path.endsWith(`[${name as string}]`)) return value;
  return Object.keys(rest).join() === 'value' ? rest.value : rest;
}

function aboutLines({ who, why, from, unwritten }: ExplainedField, style: Style): string[] {
  return [
    `  by    ${visible(who)}`,
    ...(why ? [`  why   ${visible(why)}`] : []),
    ...from.map(({ property, value, of, place }, n) => (
      `  ${n === 0 ? 'from' : '    '}  ${style.cyan(visible(property))} = ${shortValue(value)}${
        of === undefined ? '' : `, of ${visible(of)}`}${place && style.dim(`  ${visible(place)}`)}`
    )),
    ...(unwritten.length > 0
      ? [`  ${from.length > 0 ? 'also ' : 'set  '} by ${unwritten.map(visible).join(', ')}${
        from.length > 0 ? '' : ', which you have not written'}`]
      : []),
  ];
}

function insideLines(field: ExplainedField, inside: readonly ExplainedField[], style: Style): string[] {
  return groupsOf(inside).map(({ fields, field: first }) => {
    const paths = fields.map(({ path }) => visible(path.slice(field.path.length).replace(/^\./, '')));
    const from = fromWords(first);
    const told = valueOf(first);
    const isValue = fields.length === 1 && (typeof told !== 'object' || told === null);
    const value = isValue ? ` = ${shortValue(told, 40)}` : '';
    return `    ${together(paths)}${value}  ${style.dim(`${whoOf(first)}: ${visible(first.why)}`)}${from && style.cyan(` ← ${
      from}`)}`;
  });
}

/** `env[A, B]` of `env[A]` and `env[B]`; of others the first, and how many more. */
function together(paths: readonly string[]): string {
  const parts = paths.map(path => /^(.*)\[([^\]]+)\]$/.exec(path));
  const [first] = parts;
  if (paths.length > 1 && first && parts.every(part => part?.[1] === first[1])) {
    return `${first[1]}[${parts.map(part => part![2]).join(', ')}]`;
  }
  return paths.length <= 3 ? paths.join(', ') : `${paths.slice(0, 2).join(', ')}, and ${paths.length - 2} more`;
}
