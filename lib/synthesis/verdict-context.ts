import { ApiObject } from 'cdk8s';
import { valueAt } from '../verdict/field-value';
import { JudgedDocument } from '../verdict/judge';
import { isListKind, listItems } from '../yaml/list-items';

/** An object, or an item of a List, which need not be written before it is known to count. */
interface Candidate<T> {
  readonly apiVersion: unknown;
  readonly kind: unknown;
  readonly written: () => T | undefined;
}

/**
 * What all documents of a cluster are judged by, whatever the order of its charts: each after what it is judged by itself, and
 * the parameters of policies after those.
 */
export function verdictContext<T extends JudgedDocument>(
  objects: readonly ApiObject[], write: (object: ApiObject) => T | undefined,
): T[] {
  const candidates = objects.flatMap(object => candidatesIn(object, write));
  const ofKind = (kind: string) => written(candidates.filter(each => each.kind === kind));
  const policies = ofKind('ValidatingAdmissionPolicy');
  const bindings = ofKind('ValidatingAdmissionPolicyBinding');
  const types = new Set(policies.map(({ content }) => (
    typeOf(valueAt(content, 'spec.paramKind.apiVersion'), valueAt(content, 'spec.paramKind.kind'))
  )));
  const parameters = written(candidates.filter(({ apiVersion, kind }) => types.has(typeOf(apiVersion, kind))));
  return [
    ...ofKind('CustomResourceDefinition'), ...ofKind('Namespace'), ...policies, ...bindings, ...named(parameters, bindings),
  ];
}

/** The parameters that bindings may mean. */
function named<T extends JudgedDocument>(parameters: readonly T[], bindings: readonly T[]): T[] {
  const references = bindings.map(({ content }) => valueAt(content, 'spec.paramRef')).filter(each => each !== undefined);
  const names = references.map(reference => valueAt(reference, 'name'));
  // Without a name they are found by their labels.
  return parameters.filter(({ content }) => names.includes(undefined) || names.includes(valueAt(content, 'metadata.name')));
}

const typeOf = (apiVersion: unknown, kind: unknown) => `${apiVersion} ${kind}`;

/** The object itself, or those in it as of its document. */
function candidatesIn<T extends JudgedDocument>(object: ApiObject, write: (object: ApiObject) => T | undefined): Candidate<T>[] {
  const { apiVersion, kind } = object;
  const list = isListKind(kind) ? write(object) : undefined;
  if (list === undefined) return [{ apiVersion, kind, written: () => write(object) }];
  return listItems(list.content).map(({ content }) => ({
    apiVersion: valueAt(content, 'apiVersion'), kind: valueAt(content, 'kind'), written: () => ({ ...list, content }),
  }));
}

function written<T>(candidates: readonly Candidate<T>[]): T[] {
  return candidates.flatMap(each => each.written() ?? []);
}
