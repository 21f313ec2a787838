import { parse } from '@babel/parser';
import type { CallExpression, NewExpression, Node, ObjectExpression, VariableDeclarator } from '@babel/types';

/** How often a name may stand for another one. */
const DEEPEST = 20;

type Call = NewExpression | CallExpression;

/** A program in TypeScript or JavaScript, as far as it can be read. It is never run. */
export class Program {
  private readonly calls = new Map<string, Call>();
  private readonly constants: VariableDeclarator[] = [];

  constructor(private readonly text: string) {
    for (const node of nodesOf(text)) {
      if (node.type === 'VariableDeclarator') this.constants.push(node);
      if (node.type !== 'NewExpression' && node.type !== 'CallExpression') continue;
      const at = placeKey(node.loc!.start.line, node.loc!.start.column);
      // The outermost one that begins there.
      if (!this.calls.has(at)) this.calls.set(at, node);
    }
  }

  /** The call that begins at a place, such as `new PinterestService(chart, 'api', { ... })`. */
  public callAt(line: number, column: number): Call | undefined {
    return this.calls.get(placeKey(line, column - 1));
  }

  /**
   * Where a call writes a property of its last argument: the innermost step of its path that can be found, also through constants
   * of the file.
   */
  public propertyOf(call: Call, path: readonly string[]): Node | undefined {
    const props = call.arguments.at(-1);
    return props && this.find(props, path, 0);
  }

  /**
   * How a call writes a value of a class, on one line: `Size.gibibytes(10)`, `new Volume()`. Undefined for other values, and
   * where the property itself cannot be found.
   */
  public classValueOf(call: Call, path: readonly string[]): string | undefined {
    const props = call.arguments.at(-1);
    const found = props && this.find(props, path, 0, true);
    const written = found?.type === 'ObjectProperty' ? found.value : found;
    const value = written?.type === 'Identifier' ? this.constant(written.name, written.start ?? 0) : written;
    if (!value || !isOfClass(value)) return undefined;
    return this.text.slice(value.start ?? 0, value.end ?? 0).replace(/\s*\n\s*(?=[.)])/g, '').replace(/\s*\n\s*/g, ' ');
  }

  /** @param isExact whether a property around the one that cannot be found is none */
  private find(value: Node, [step, ...rest]: readonly string[], depth: number, isExact = false): Node | undefined {
    if (step === undefined || depth > DEEPEST) return undefined;
    const around = (node: Node) => isExact && rest.length > 0 ? undefined : node;
    const literal = this.literalOf(value, depth);
    if (literal?.type === 'ArrayExpression') {
      const { elements } = literal;
      const item = elements.find(each => each && mentions(each, step)) ?? (/^\d+$/.test(step) ? elements[Number(step)] : undefined);
      return item ? this.find(item, rest, depth + 1, isExact) ?? around(item) : undefined;
    }
    if (literal?.type !== 'ObjectExpression') return undefined;
    // The last one of a name counts.
    for (const property of [...literal.properties].reverse()) {
      if (property.type === 'SpreadElement') {
        const spread = this.find(property.argument, [step, ...rest], depth + 1, isExact);
        if (spread) return spread;
      } else if (keyOf(property) === step) {
        const inside = property.type === 'ObjectProperty' ? this.find(property.value, rest, depth + 1, isExact) : undefined;
        return inside ?? around(property);
      }
    }
    return undefined;
  }

  /** The object or list that a value is: written there, as a constant, or for a call such as `Exposure.ingress({ host })`. */
  private literalOf(value: Node, depth: number): Node | undefined {
    if (depth > DEEPEST) return undefined;
    switch (value.type) {
      case 'Identifier': {
        const declared = this.constant(value.name, value.start ?? 0);
        return declared && this.literalOf(declared, depth + 1);
      }
      case 'CallExpression': case 'NewExpression':
        return [...value.arguments].reverse().find(({ type }) => type === 'ObjectExpression');
      case 'TSAsExpression': case 'TSSatisfiesExpression': case 'TSNonNullExpression': case 'ParenthesizedExpression':
        return this.literalOf(value.expression, depth + 1);
      default: return value;
    }
  }

  /** What the nearest constant of a name above a place is set to. */
  private constant(name: string, before: number): Node | undefined {
    const above = this.constants.filter(({ start }) => (start ?? 0) < before);
    return above.filter(({ id }) => id.type === 'Identifier' && id.name === name).at(-1)?.init ?? undefined;
  }
}

const placeKey = (line: number, column: number) => `${line}:${column}`;

/** Of what is no such program there are none. */
function nodesOf(text: string): Iterable<Node> {
  try {
    return nodesIn(parse(text, { sourceType: 'unambiguous', errorRecovery: true, plugins: ['typescript', 'decorators'] }));
  } catch {
    return [];
  }
}

function keyOf(property: Exclude<ObjectExpression['properties'][number], { type: 'SpreadElement' }>): string | undefined {
  const { key, computed } = property;
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return `${key.value}`;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

/** Whether an item of a list says a name: `Caller.workload('admin')`. */
function mentions(item: Node, name: string): boolean {
  return [...nodesIn(item)].some(node => node.type === 'StringLiteral' && node.value === name);
}

/** Whether a value is made by a class, whose name is capital: `Scaling.between(3, 30).onCpu(60)`, `Channel.CANARY`. */
function isOfClass(value: Node): boolean {
  switch (value.type) {
    case 'NewExpression': return true;
    case 'CallExpression': return isOfClass(value.callee);
    case 'MemberExpression': {
      const { object } = value;
      return object.type === 'Identifier' ? /^[A-Z]/.test(object.name) : isOfClass(object);
    }
    default: return false;
  }
}

/** A node and all below it, in the order of the text. */
function* nodesIn(node: Node): Iterable<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof (child as Node).type === 'string' && 'start' in child) {
        yield* nodesIn(child as Node);
      }
    }
  }
}
