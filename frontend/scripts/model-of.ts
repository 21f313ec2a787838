import {
  ClassType as JsiiClass, Docs, EnumType as JsiiEnum, InterfaceType, Method, Type as JsiiType, TypeReference,
} from '@jsii/spec';
import { Assemblies } from './assemblies';
import { Call, ClassType, EnumType, Model, Property, StructType, Type, TypeRef } from '../lib/model/model';
import { NAMED_FORMS } from '../lib/model/short-forms';

const WORKLOAD = 'cdk8s-pinterest.PinterestWorkload';

/** What is added to the pods of a workload after it is made: its methods change it, and return nothing. */
const POD = 'cdk8s-pinterest.PodPlan';

/** What a document may also say, beside the properties of workloads. */
const ROOTS = ['cdk8s-pinterest.PinterestAppProps', 'cdk8s-pinterest.PinterestChartProps', POD];

/** What the constructs take: all kinds, and each type that one of their properties names. */
export function modelOf(assemblies: Assemblies): Model {
  const kinds = Object.fromEntries(Object.values(assemblies.library.types ?? {})
    .filter((type): type is JsiiClass => type.kind === 'class' && !type.abstract && assemblies.extends(type.fqn, WORKLOAD))
    .map(({ name, docs, initializer }) => [name, { docs: wordsOf(docs), props: nameOf(initializer?.parameters?.at(-1)?.type) }]));
  const types: Record<string, Type> = {};
  const open = [...Object.values(kinds).map(({ props }) => props), ...ROOTS];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    if (name in types) continue;
    types[name] = describe(assemblies, assemblies.find(name));
    // What is only named needs no description of what it takes.
    if (!(name in NAMED_FORMS)) open.push(...namesIn(types[name]));
  }
  return { library: assemblies.library.version, kinds, types: sorted(types) };
}

function describe(assemblies: Assemblies, type: JsiiType): Type {
  const docs = wordsOf(type.docs);
  if (type.kind === 'enum') return enumOf(type, docs);
  // A construct is in the tree, and not a value.
  const isConstruct = ['constructs.IConstruct', 'constructs.Construct'].some(each => assemblies.extends(type.fqn, each));
  if (type.kind === 'interface') return type.datatype ? structOf(assemblies, type, docs) : { type: 'construct', docs };
  return isConstruct && !isMadeByFunctions(type) ? { type: 'construct', docs } : classOf(type, docs);
}

/** Such as a Volume of cdk8s-plus, which is a construct of which nobody notices it. */
function isMadeByFunctions({ abstract, fqn, methods = [] }: JsiiClass): boolean {
  return !abstract && methods.some(method => method.static && returns(method, fqn));
}

function enumOf({ members }: JsiiEnum, docs: string): EnumType {
  return { type: 'enum', docs, members: Object.fromEntries(members.map(member => [member.name, wordsOf(member.docs)])) };
}

function structOf(assemblies: Assemblies, { fqn }: InterfaceType, docs: string): StructType {
  const properties = assemblies.lineage(fqn).flatMap(type => 'properties' in type ? type.properties ?? [] : []);
  return {
    type: 'struct',
    docs,
    properties: Object.fromEntries(properties.map(({ name, type, optional, docs: own }): [string, Property] => [
      name, { type: refOf(type), ...(!optional && { required: true as const }), docs: wordsOf(own) },
    ])),
  };
}

function classOf({ fqn, abstract, initializer, methods = [], properties = [] }: JsiiClass, docs: string): ClassType {
  const constants = properties.filter(each => each.static && nameOf(each.type) === fqn);
  const open = methods.filter(method => !method.protected);
  const factories = open.filter(method => method.static && returns(method, fqn));
  const following = open.filter(
    method => !method.static && (fqn === POD ? !method.returns : returns(method, fqn) && method.parameters),
  );
  const isMade = [...constants, ...factories].length > 0 || fqn === POD || abstract || !initializer || initializer.protected;
  return {
    type: 'class',
    docs,
    constants: Object.fromEntries(constants.map(each => [each.name, wordsOf(each.docs)])),
    factories: callsOf(factories),
    methods: callsOf(following),
    ...(!isMade && { constructor_: callOf(initializer) }),
  };
}

function returns(method: Method, name: string): boolean {
  return method.returns !== undefined && nameOf(method.returns.type) === name;
}

function callsOf(methods: Method[]): Record<string, Call> {
  return Object.fromEntries(methods.map(method => [method.name, callOf(method)]));
}

function callOf({ docs, parameters = [] }: Pick<Method, 'docs' | 'parameters'>): Call {
  const inTree = nameOf(parameters[0]?.type) === 'constructs.Construct';
  return {
    docs: wordsOf(docs),
    ...(inTree && { inTree: true as const }),
    parameters: parameters.slice(inTree ? 2 : 0).map(({ name, type, optional, variadic, docs: own }) => ({
      name,
      type: refOf(type),
      ...(!optional && !variadic && { required: true as const }),
      ...(variadic && { variadic: true as const }),
      docs: wordsOf(own),
    })),
  };
}

function refOf(type: TypeReference): TypeRef {
  if ('fqn' in type) return { ref: type.fqn };
  if ('collection' in type) {
    const { kind, elementtype } = type.collection;
    return kind === 'array' ? { list: refOf(elementtype) } : { map: refOf(elementtype) };
  }
  if ('primitive' in type && ['string', 'number', 'boolean', 'any'].includes(type.primitive)) return type.primitive as TypeRef;
  throw new Error(`There is no form for ${JSON.stringify(type)}.`);
}

function nameOf(type: TypeReference | undefined): string {
  return type && 'fqn' in type ? type.fqn : '';
}

function namesIn(type: Type): string[] {
  const calls = type.type === 'class'
    ? [...Object.values(type.factories), ...Object.values(type.methods), ...type.constructor_ ? [type.constructor_] : []] : [];
  const refs = [
    ...type.type === 'struct' ? Object.values(type.properties).map(property => property.type) : [],
    ...calls.flatMap(({ parameters }) => parameters.map(parameter => parameter.type)),
  ];
  return refs.flatMap(namesInRef);
}

function namesInRef(ref: TypeRef): string[] {
  if (typeof ref === 'string') return [];
  if ('ref' in ref) return [ref.ref];
  return namesInRef('list' in ref ? ref.list : ref.map);
}

/** What is said for people, in one text. */
function wordsOf(docs: Docs | undefined): string {
  const { summary, remarks, default: preset, deprecated } = docs ?? {};
  const deprecation = deprecated === undefined ? undefined : `Deprecated: ${deprecated.replace(/^- /, '')}`;
  return [summary, remarks, preset && `Default: ${preset.replace(/^- /, '')}`, deprecation]
    .flatMap(text => text ? [text.replace(/\{@link (\w+)\}/g, '$1').trim()] : []).join('\n\n');
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => a < b ? -1 : 1));
}
