import { Component } from './component';
import { WorkloadIntent } from './workload-intent';
import { workloadPath } from '../resources/names';
import { describe, Problem } from '../validation/problem';

/** What a component has thrown, as a problem to report. */
export class ComponentError extends Error {
  constructor(public readonly problem: Problem, options: ErrorOptions) {
    super(describe(problem), options);
  }
}

/**
 * Calls a method of a component, which may be a company's own and in another language.
 *
 * @param method name of the method, for the message
 * @param about the workload or cluster it is called for, for the message
 * @throws ComponentError if the component throws; the error names the component, the method and `about`
 */
export function callComponent<T>(component: Component, method: string, about: string, call: () => T): T {
  let result: T;
  try {
    result = call();
  } catch (error) {
    throw new ComponentError({
      field: 'component',
      value: component.name,
      rule: `threw an error in ${method}() for ${about}: ${describeError(error)}`,
      fix: 'Fix the component, or leave it out of the release. To refuse an input, a component calls report().',
    }, { cause: error });
  }
  if (result instanceof Promise) {
    // Its own failure would come when nobody listens any more.
    result.catch(() => {});
    throw new ComponentError({
      field: 'component',
      value: component.name,
      rule: `returned a promise from ${method}() for ${about}: what it adds later would be lost`,
      fix: 'Make the method synchronous, and fetch what it needs before the app is built.',
    }, {});
  }
  return result;
}

/** The message, and the place in the component where it was thrown, unless that is in another language. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1];
  return place === undefined || place.startsWith('KernelHost.') ? error.message : `${error.message} (at ${place})`;
}

/** Whether a workload gets a component. */
export function suits(component: Component, workload: WorkloadIntent): boolean {
  return callComponent(component, 'suits', nameOf(workload), () => component.suits(workload));
}

/** The workload as reports name it: `cluster/namespace/name`. */
export function nameOf({ cluster, namespace, name }: WorkloadIntent): string {
  return workloadPath(cluster.name, namespace, name);
}
