import { argumentsOf, unnamedArgumentsOf, wordsFor } from '../lib/model/arguments';
import { Call, MODEL, TypeRef, typeOf } from '../lib/model/model';
import { LEFT_OUT, NAMED_FORMS, SHORT_FORMS } from '../lib/model/short-forms';

/** More would only repeat types that stand elsewhere, too. */
const DEEPEST = 2;

/** Values of a type as YAML has them: each form at least once, as deep as forms differ. */
export function samplesOf(type: TypeRef, depth = 0): unknown[] {
  if (type === 'string') return ['a'];
  if (type === 'number') return [1];
  if (type === 'boolean') return [true];
  if (type === 'any') return [{ a: [1] }];
  if ('list' in type) return [samplesOf(type.list, depth)];
  if ('map' in type) return samplesOf(type.map, depth).map(value => ({ a: value }));
  if (type.ref in NAMED_FORMS) return [NAMED_FORMS[type.ref].example];
  const described = typeOf(type.ref);
  if (described.type === 'enum') return Object.keys(described.members);
  if (described.type === 'construct') throw new Error(`There is no form for ${type.ref}.`);
  if (described.type === 'struct') {
    const own = Object.entries(described.properties).filter(([name]) => !(`${type.ref}.${name}` in LEFT_OUT));
    const least = Object.fromEntries(
      own.filter(([, { required }]) => required).map(([name, property]) => [name, samplesOf(property.type, depth + 1)[0]]),
    );
    const all = depth >= DEEPEST
      ? {}
      : Object.fromEntries(own.map(([name, property]) => [name, samplesOf(property.type, depth + 1)[0]]));
    return [{ ...least, ...all }, least];
  }
  const { constants, factories, methods, constructor_ } = described;
  if (constructor_) return callSamples(constructor_, depth, unnamedArgumentsOf(constructor_));
  const { of, ...others } = factories;
  const [first] = Object.keys(others);
  // A value may consist of others of its class.
  if (depth > DEEPEST && first !== undefined && !(type.ref in SHORT_FORMS)) {
    return [
      { [first]: callSamples(others[first], depth)[0] },
    ];
  }
  const followed = first === undefined || depth >= DEEPEST ? [] : Object.entries(methods).flatMap(([name, call]) => (
    callSamples(call, depth).flatMap(
      value => [
        { [first]: callSamples(others[first], depth)[0], [name]: value },
        [{ [first]: callSamples(others[first], depth)[0] }, { [name]: value }],
      ],
    )
  ));
  return [
    ...SHORT_FORMS[type.ref] ? [SHORT_FORMS[type.ref].example, ...SHORT_FORMS[type.ref].takesNumbers ? [2] : []] : [],
    ...wordsFor({ constants, factories: others }),
    ...Object.entries(others).flatMap(([name, call]) => callSamples(call, depth).map(value => ({ [name]: value }))),
    ...of ? callSamples(of, depth, unnamedArgumentsOf(of)) : [],
    ...followed,
  ];
}

/** What a call takes, in each of its forms. */
export function callSamples(call: Call, depth: number, written = argumentsOf(call)): unknown[] {
  const { alone, inOrder, byName } = written;
  const deeper = depth + 1;
  const first = (type: TypeRef) => samplesOf(type, deeper)[0];
  const isList = typeof alone?.type === 'object' && 'list' in alone.type;
  return [
    ...alone ? samplesOf(alone.type, deeper).filter(value => alone.only || isList || typeof value !== 'object') : [],
    ...byName && (depth < DEEPEST || !alone)
      ? [
        Object.fromEntries(
          [...byName].filter(([, { required }]) => required || depth < DEEPEST).map(([name, { type }]) => [name, first(type)]),
        ),
      ]
      : [],
    ...inOrder
      ? [
        call.parameters.filter(({ required }) => required).map(({ type }) => first(type)),
        call.parameters.map(({ type }) => first(type)),
      ]
      : [],
  ];
}

/** All types that are classes of values. */
export const CLASSES = Object.entries(MODEL.types).flatMap(([name, { type }]) => type === 'class' ? [name] : []);
