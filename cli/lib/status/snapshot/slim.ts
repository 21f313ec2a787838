import { KubernetesObject } from '../../cluster/kubernetes-object';

/**
 * An object without what no rule looks at: of ten thousand pods that is most of them. It is done page by page, so that the whole
 * is never in memory.
 */
export function slim<T extends KubernetesObject>(object: T): T {
  const { managedFields: _managed, annotations, ...metadata } = object.metadata;
  const { 'kubectl.kubernetes.io/last-applied-configuration': _applied, ...kept } = annotations ?? {};
  const spec = (object as { spec?: object }).spec;
  const withSpec = spec === undefined ? {} : { spec: slimSpec(spec) };
  return { ...object, metadata: { ...metadata, annotations: kept }, ...withSpec };
}

/** Of a pod, or of what makes pods. */
function slimSpec(spec: object): object {
  const { template, containers, initContainers, ...rest } = spec as SpecWithPods;
  return {
    ...rest,
    ...(containers && { containers: containers.map(slimContainer) }),
    ...(initContainers && { initContainers: initContainers.map(slimContainer) }),
    ...(template && { template: { ...template, ...(template.spec && { spec: slimSpec(template.spec) }) } }),
  };
}

function slimContainer({ env: _env, command: _command, args: _args, ...rest }: Container): object {
  return rest;
}

type Container = Readonly<Record<string, unknown>>;

interface SpecWithPods {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly template?: { readonly spec?: object };
}
