import { ApiObject } from 'cdk8s';
import { valueAt } from '../verdict/field-value';
import { JudgedDocument } from '../verdict/judge';
import { listItems } from '../yaml/list-items';

/**
 * What all documents of a cluster are judged by, whatever the order of its charts: each after what it is judged by itself, and
 * the parameters of policies after those.
 */
export function verdictContext<T extends JudgedDocument>(
  objects: readonly ApiObject[], write: (object: ApiObject) => T | undefined,
): T[] {
  const items = itemsOf(objects, write);
  const of = (kind: string) => [
    ...written(objects.filter(object => object.kind === kind), write),
    ...items.filter(({ content }) => valueAt(content, 'kind') === kind),
  ];
  const policies = of('ValidatingAdmissionPolicy');
  const bindings = of('ValidatingAdmissionPolicyBinding');
  const parameterKinds = new Set(policies.map(({ content }) => keyOf(
    valueAt(content, 'spec.paramKind.apiVersion'), valueAt(content, 'spec.paramKind.kind'),
  )));
  const parameters = [
    ...written(objects.filter(({ apiVersion, kind }) => parameterKinds.has(keyOf(apiVersion, kind))), write),
    ...items.filter(({ content }) => parameterKinds.has(keyOf(valueAt(content, 'apiVersion'), valueAt(content, 'kind')))),
  ];
  return [...of('CustomResourceDefinition'), ...of('Namespace'), ...policies, ...bindings, ...named(parameters, bindings)];
}

/** The parameters that bindings may mean. */
function named<T extends JudgedDocument>(parameters: readonly T[], bindings: readonly T[]): T[] {
  const references = bindings.map(({ content }) => valueAt(content, 'spec.paramRef')).filter(each => each !== undefined);
  const names = references.map(reference => valueAt(reference, 'name'));
  // Without a name they are found by their labels.
  return parameters.filter(({ content }) => names.includes(undefined) || names.includes(valueAt(content, 'metadata.name')));
}

const keyOf = (apiVersion: unknown, kind: unknown) => `${apiVersion} ${kind}`;

/** The objects in Lists, as of their documents. */
function itemsOf<T extends JudgedDocument>(objects: readonly ApiObject[], write: (object: ApiObject) => T | undefined): T[] {
  return written(objects.filter(({ kind }) => `${kind}`.endsWith('List')), write)
    .flatMap(list => listItems(list.content).map(({ content }) => ({ ...list, content })));
}

function written<T>(objects: readonly ApiObject[], write: (object: ApiObject) => T | undefined): T[] {
  return objects.flatMap(object => write(object) ?? []);
}
