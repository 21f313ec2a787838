import { Component } from './component';
import { WorkloadIntent } from './workload-intent';
import { Problem } from '../validation/problem';

/** That a component has thrown. */
export class ComponentError extends Error {
  constructor(public readonly problem: Problem, options: ErrorOptions) {
    super(`${problem.field} = ${JSON.stringify(problem.value)}: ${problem.rule}. ${problem.fix}`, options);
  }
}

/**
 * Calls a component, which may be a company's own and in another language.
 *
 * @param method which of its methods is called
 * @param about the workload or the cluster for which it acts
 * @throws ComponentError if the component throws, with its name, the method and what it was called for
 */
export function callComponent<T>(component: Component, method: string, about: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new ComponentError({
      field: 'component',
      value: component.name,
      rule: `threw an error in ${method}() for ${about}: ${wordsOf(error)}`,
      fix: 'Mend the component, or leave it out of the release; an input that it does not take it should say with report().',
    }, { cause: error });
  }
}

/** The message, and the place in the component where it was thrown, unless that is in another language. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1];
  return place === undefined || place.startsWith('KernelHost.') ? error.message : `${error.message} (at ${place})`;
}

/** Whether a workload gets a component. */
export function suits(component: Component, workload: WorkloadIntent): boolean {
  return callComponent(component, 'suits', nameOf(workload), () => component.suits(workload));
}

/** As in reports: its cluster, namespace and name. */
export function nameOf({ cluster, namespace, name }: WorkloadIntent): string {
  return `${cluster.name}/${namespace}/${name}`;
}
