import { Scalar, ScalarTag, stringify } from 'yaml';
import { Node } from '../documents/node';

/** The text of a scalar, as it is to stand in YAML. */
class Written {
  constructor(public readonly text: string) {}
}

const WRITTEN: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: value => value instanceof Written,
  resolve: text => text,
  stringify: ({ value }) => (value as Written).text,
};

/**
 * The same YAML, for documents that are handed on. What has no quotes stays as it is written: `0444`, `yes` and large numbers are
 * something else for other readers than for us, and they shall be what their author meant. What has quotes keeps them.
 */
export function asWritten(node: Node): string {
  return stringify(valueOf(node), {
    lineWidth: 0, aliasDuplicateObjects: false, version: '1.1', customTags: tags => [WRITTEN, ...tags],
  });
}

function valueOf(node: Node): unknown {
  if (node.type === 'list') return node.items.map(valueOf);
  if (node.type === 'mapping') return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, valueOf(value)]));
  if (node.plain) return new Written(node.source === '' ? 'null' : node.source);
  return typeof node.value === 'string' && isBlock(node.value) ? block(node.value) : new Written(quoted(node.value));
}

/** Lines that need no escapes, of which the first begins with a letter. */
function isBlock(text: string): boolean {
  return /^\S[^]*\S\n$/.test(text) && /\n./.test(text)
    // eslint-disable-next-line no-control-regex
    && !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\p{Cs}]|[ ]\n/u.test(text);
}

function block(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

/** JSON is YAML, but for line breaks of YAML 1.1. */
function quoted(value: string | number | boolean | null): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, each => (
    `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`
  ));
}
