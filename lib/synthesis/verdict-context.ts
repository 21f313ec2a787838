import { ApiObject } from 'cdk8s';
import { valueAt } from '../verdict/field-value';
import { JudgedDocument } from '../verdict/judge';

/**
 * What all documents of a cluster are judged by, whatever the order of its charts: each after what it is judged by itself, and
 * the parameters of policies after those.
 */
export function verdictContext<T extends JudgedDocument>(
  objects: readonly ApiObject[], write: (object: ApiObject) => T | undefined,
): T[] {
  const of = (kind: string) => written(objects.filter(object => object.kind === kind), write);
  const policies = of('ValidatingAdmissionPolicy');
  const bindings = of('ValidatingAdmissionPolicyBinding');
  return [
    ...of('CustomResourceDefinition'), ...of('Namespace'), ...policies, ...bindings,
    ...parameters(objects, write, policies, bindings),
  ];
}

/** The objects that policies may have as parameters. */
function parameters<T extends JudgedDocument>(
  objects: readonly ApiObject[], write: (object: ApiObject) => T | undefined, policies: readonly T[], bindings: readonly T[],
): T[] {
  const kinds = new Set(policies.map(({ content }) => keyOf(
    valueAt(content, 'spec.paramKind.apiVersion'), valueAt(content, 'spec.paramKind.kind'),
  )));
  const references = bindings.map(({ content }) => valueAt(content, 'spec.paramRef')).filter(each => each !== undefined);
  const names = references.map(reference => valueAt(reference, 'name'));
  // Without a name they are found by their labels.
  const isNamed = ({ content }: T) => names.includes(undefined) || names.includes(valueAt(content, 'metadata.name'));
  return written(objects.filter(({ apiVersion, kind }) => kinds.has(keyOf(apiVersion, kind))), write).filter(isNamed);
}

const keyOf = (apiVersion: unknown, kind: unknown) => `${apiVersion} ${kind}`;

function written<T>(objects: readonly ApiObject[], write: (object: ApiObject) => T | undefined): T[] {
  return objects.flatMap(object => write(object) ?? []);
}
