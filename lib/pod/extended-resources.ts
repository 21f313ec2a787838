import { RenderedContainer } from './container-spec';
import { mapOf } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem } from '../validation/problem';
import { COUNT } from '../validation/scalars';
import { keyed } from '../validation/words';

/** Amounts by name: `{ 'nvidia.com/gpu': 1 }`. */
export type ExtendedResources = Record<string, number>;

export const EXTENDED_RESOURCES_SHAPE = mapOf(KINDS.extendedResource, COUNT);

/** The container with these resources. Kubernetes wants request and limit of each to be equal. */
export function withExtendedResources(container: RenderedContainer, resources: ExtendedResources): RenderedContainer {
  const amounts = Object.fromEntries(Object.entries(resources).map(([name, amount]) => [name, `${amount}`]));
  if (Object.keys(amounts).length === 0) return container;
  const { requests, limits } = container.spec.resources ?? {};
  return {
    ...container,
    spec: { ...container.spec, resources: { requests: { ...requests, ...amounts }, limits: { ...limits, ...amounts } } },
  };
}

export function extendedResourceProblems(resources: ExtendedResources): Problem[] {
  return Object.entries(resources).flatMap(([name, amount]) => {
    const field = keyed('extendedResources', name);
    return [
      ...(amount >= 1 ? [] : [{ field, value: amount, rule: 'must be at least 1', fix: 'Write 1 or more, or leave it out.' }]),
      // What has this in its name is a resource of Kubernetes itself, which it does not know.
      ...(name.includes('kubernetes.io/') || name.startsWith('requests.') ? [{
        field, value: amount, rule: 'is no name that device plugins may use', fix: 'Write for example "nvidia.com/gpu".',
      }] : []),
    ];
  });
}
