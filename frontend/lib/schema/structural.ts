import { Schema } from './schema';

/*
 * A schema as Kubernetes takes it in a CustomResourceDefinition: without $ref, and with one type for each value, unless its type
 * is left open. Then what is said of strings, numbers, lists and objects still holds for each of them, since a keyword says
 * nothing of other types; a type that a value must not have gets bounds that nothing is within.
 */

type Definitions = Readonly<Record<string, Schema>>;

const OPEN: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** No value of the type is within these. */
const NO_STRING: Schema = { minLength: 1, maxLength: 0 };
const NO_NUMBER: Schema = { minimum: 1, maximum: 0 };
const NO_LIST: Schema = { minItems: 1, maxItems: 0 };
const NO_OBJECT: Schema = { minProperties: 1, maxProperties: 0 };

/** @param open definitions within which this one is: a type that consists of itself has no end here */
export function structural(schema: Schema, definitions: Definitions, open: readonly string[] = []): Schema {
  const { description } = schema;
  const forms = formsOf(schema, definitions, open);
  const made = forms === 'anything' ? OPEN : new Merged(forms, definitions).schema();
  return { ...(typeof description === 'string' && { description: firstOf(description) }), ...made };
}

/** The first paragraph: a definition has the same text at many places. */
export function firstOf(docs: string): string {
  return docs.split('\n\n')[0];
}

/** A schema of one type, and the definitions that it is within. */
interface Form {
  readonly schema: Schema;
  readonly open: readonly string[];
}

/** The forms of a value, each of one type. */
function formsOf(schema: Schema, definitions: Definitions, open: readonly string[]): Form[] | 'anything' {
  const { $ref, anyOf, allOf } = schema;
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1)!;
    return open.includes(name) ? 'anything' : formsOf(definitions[name], definitions, [...open, name]);
  }
  if (Array.isArray(anyOf)) {
    const all = anyOf.map(each => formsOf(each, definitions, open));
    return all.includes('anything') ? 'anything' : (all as Form[][]).flat();
  }
  if (Array.isArray(allOf)) {
    const [value, { type }] = allOf as Schema[];
    const forms = formsOf(value, definitions, open);
    return forms === 'anything' ? forms : forms.filter(({ schema: form }) => (type as string[]).includes(typeOf(form)));
  }
  return typeOf(schema) === '' ? 'anything' : [{ schema, open }];
}

function typeOf({ type, enum: choices }: Schema): string {
  if (type === 'integer') return 'number';
  return typeof type === 'string' ? type : Array.isArray(choices) ? 'string' : '';
}

/** One schema for all forms of a value. */
class Merged {
  private readonly byType: ReadonlyMap<string, Form[]>;

  constructor(forms: readonly Form[], private readonly definitions: Definitions) {
    this.byType = grouped(forms);
  }

  public schema(): Schema {
    const types = [...this.byType.keys()].filter(type => type !== 'null');
    const parts = {
      string: this.strings(), number: this.numbers(), array: this.lists(), object: this.objects(),
    } as Record<string, Schema>;
    if (types.length === 1) {
      const [type] = types;
      const isInteger = type === 'number' && this.byType.get(type)!.every(({ schema }) => schema.type === 'integer');
      return { type: isInteger ? 'integer' : type, ...parts[type] };
    }
    if (types.length === 2 && types.includes('string') && this.byType.get('number')?.every(
      ({ schema }) => schema.type === 'integer',
    )) {
      return { 'x-kubernetes-int-or-string': true, ...parts.string, ...parts.number };
    }
    const { anyOf, ...ofObjects } = parts.object;
    return {
      ...OPEN, ...parts.string, ...parts.number, ...parts.array, ...ofObjects,
      ...(anyOf !== undefined && { anyOf }),
      ...(!types.includes('boolean') && { not: { enum: [true, false] } }),
    };
  }

  private strings(): Schema {
    const forms = this.byType.get('string');
    if (!forms) return NO_STRING;
    const words = forms.flatMap(({ schema }) => (schema.enum ?? []) as string[]);
    const patterns = forms.filter(({ schema }) => schema.enum === undefined).map(
      ({ schema }) => schema.pattern as string | undefined,
    );
    if (patterns.includes(undefined)) return {};
    if (patterns.length === 0 && this.byType.size === 1) return { enum: words };
    const all = [...patterns, ...words.length > 0 ? [`^(${words.join('|')})$`] : []];
    return { pattern: all.length === 1 ? all[0] : all.map(each => `(${each})`).join('|') };
  }

  private numbers(): Schema {
    const [form] = this.byType.get('number') ?? [];
    if (!form) return NO_NUMBER;
    return form.schema.minimum === undefined ? {} : { minimum: form.schema.minimum };
  }

  private lists(): Schema {
    const forms = this.byType.get('array');
    if (!forms) return NO_LIST;
    const all = forms.map(({ schema, open }) => this.itemsOf(schema, open));
    const least = Math.min(...forms.map(({ schema }) => (schema.minItems as number | undefined) ?? 0));
    const items = all.length === 1 ? all[0] : OPEN;
    return { items, ...(least > 0 && { minItems: least }) };
  }

  /** Of arguments in their order, what they are together; if one of them is no scalar, its form by name is looked at alone. */
  private itemsOf({ items, additionalItems }: Schema, open: readonly string[]): Schema {
    if (!Array.isArray(items)) return structural(items as Schema, this.definitions, open);
    const forms = additionalItems === false ? items.map(each => formsOf(each, this.definitions, open)) : [];
    if (forms.length === 0 || !forms.every(each => each !== 'anything' && each.every(form => isScalar(form)))) return OPEN;
    return new Merged(
      (forms as Form[][]).flat().filter(({ schema }) => schema.enum === undefined || schema.pattern === undefined),
      this.definitions,
    ).schema();
  }

  private objects(): Schema {
    const forms = this.byType.get('object');
    if (!forms) return NO_OBJECT;
    const [first] = forms;
    if (forms.length === 1 && first.schema.properties === undefined) {
      const { additionalProperties } = first.schema;
      return {
        additionalProperties: additionalProperties
          ? structural(additionalProperties as Schema, this.definitions, first.open)
          : OPEN,
      };
    }
    const properties: Record<string, Schema> = {};
    for (const { schema, open } of forms) {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        properties[name] = name in properties ? OPEN : structural(property as Schema, this.definitions, open);
      }
    }
    return { properties, ...this.required(forms) };
  }

  private required(forms: readonly Form[]): Schema {
    const choices = forms.flatMap(({ schema }) => (
      Array.isArray(schema.oneOf) ? schema.oneOf as Schema[] : [{ required: (schema.required ?? []) as string[] }]
    ));
    if (choices.some(({ required }) => (required as string[]).length === 0)) return {};
    if (choices.length === 1) return choices[0];
    return { anyOf: choices };
  }
}

function isScalar({ schema }: Form): boolean {
  return !['object', 'array'].includes(typeOf(schema));
}

function grouped(forms: readonly Form[]): Map<string, Form[]> {
  const groups = new Map<string, Form[]>();
  for (const form of forms) groups.set(typeOf(form.schema), [...groups.get(typeOf(form.schema)) ?? [], form]);
  return groups;
}
