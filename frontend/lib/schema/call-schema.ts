import { description, Schema } from './schema';
import { argumentsOf } from '../model/arguments';
import { Call, Model, TypeRef } from '../model/model';

/** What a call takes, in each of its forms. */
export function callSchema(
  call: Call, refTo: (type: TypeRef) => Schema, model: Model, written = argumentsOf(call, model),
): Schema {
  const { alone, inOrder, byName } = written;
  const { parameters, docs } = call;
  const forms: Schema[] = [];
  if (alone) forms.push(alone.only || isList(alone.type) ? refTo(alone.type) : scalarOnly(alone.type, refTo));
  if (byName) {
    const required = [...byName].filter(([, argument]) => argument.required).map(([name]) => name);
    forms.push({
      type: 'object',
      properties: Object.fromEntries(
        [...byName].map(([name, argument]) => [name, { ...description(argument.docs), ...refTo(argument.type) }]),
      ),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    });
  }
  if (inOrder) {
    forms.push({
      type: 'array',
      items: parameters.map(({ type, docs: own }) => ({ ...description(own), ...refTo(type) })),
      minItems: parameters.filter(({ required }) => required).length,
      additionalItems: parameters.at(-1)?.variadic ? refTo(parameters.at(-1)!.type) : false,
    });
  }
  return { ...description(docs), ...(forms.length === 1 ? forms[0] : { anyOf: forms }) };
}

/** A mapping is read as arguments by name. */
function scalarOnly(type: TypeRef, refTo: (type: TypeRef) => Schema): Schema {
  return typeof type === 'string' ? refTo(type) : { allOf: [refTo(type), { type: ['string', 'number'] }] };
}

function isList(type: TypeRef): boolean {
  return typeof type === 'object' && 'list' in type;
}
