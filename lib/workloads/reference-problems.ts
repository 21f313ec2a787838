import { RenderedContainer } from '../pod/container-spec';
import { circularVariables } from '../pod/env-order';
import { must, Problem } from '../validation/problem';
import { keyed } from '../validation/words';

/** Variables that Kubernetes would leave as they are, `$(NAME)` included. */
export function referenceProblems(field: string, { spec }: RenderedContainer): Problem[] {
  const at = field === '' ? 'envVariables' : `${field}.envVariables`;
  return circularVariables(spec.env ?? []).flatMap(({ name, value }) => must(
    // A variable of a Secret or ConfigMap may have the same name.
    (spec.envFrom ?? []).length > 0,
    { field: keyed(at, name), value, rule: 'refers to itself, which Kubernetes leaves as it is', fix: 'Write its value.' },
  ));
}

/** What the configuration says of variables that are there: Kubernetes replaces nothing in a ConfigMap. */
export function unreplacedProblems(env: Record<string, string>, names: string[]): Problem[] {
  return Object.entries(env).flatMap(([name, value]) => !value.includes('$(') ? [] : (
    [...value.matchAll(/\$\(([^)]*)\)/g)].map(([, each]) => each).filter(each => names.includes(each) || Object.hasOwn(env, each)).slice(0, 1)
      .map(each => ({
        field: keyed('config.env', name),
        value,
        rule: `has the text "$(${each})", which is not replaced in a ConfigMap`,
        fix: 'Write it into container.envVariables, if the value of the variable is meant.',
      }))
  ));
}
