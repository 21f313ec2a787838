import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { PodPlan } from '../pod/pod-plan';
import { Release } from '../releases/release';
import { callComponent, ComponentError, nameOf, suits } from '../runtime/call-component';
import { ComponentScope } from '../runtime/component-scope';
import { ownIntent } from '../runtime/own-intent';
import { WorkloadIntent } from '../runtime/workload-intent';
import { Origin } from '../tree/origin';
import { Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

/** Id of the scope for objects that components add next to a workload. */
const RUNTIME = 'runtime';

/** What the components of a release have added to a workload. */
export interface AddedComponents {
  readonly runtimeObjects: ApiObject[];
  readonly problems: Problem[];
}

/** Lets each component of a release that suits a workload add to its pods. */
export function addComponents(scope: Construct, pod: PodPlan, intent: WorkloadIntent, release: Release): AddedComponents {
  const beside = new Construct(scope, RUNTIME);
  const problems: Problem[] = [];
  // One that has thrown is there, too, so that nothing is said to be missing which is only broken.
  const names: string[] = [];
  for (const component of release._components) {
    // A second one of the name is refused with its release.
    if (names.includes(component.name)) continue;
    try {
      const own = ownIntent(intent);
      if (!suits(component, own)) continue;
      callComponent(component, 'addTo', nameOf(intent), () => {
        const objects = new ComponentScope(beside, component.name, intent);
        return component.addTo(pod._for(Origin.of(objects)), own, objects);
      });
      names.push(component.name);
    } catch (error) {
      if (!(error instanceof ComponentError)) throw error;
      names.push(component.name);
      problems.push(error.problem);
    }
  }
  const runtimeObjects = beside.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  return { runtimeObjects, problems: problems.concat(unfulfilled(intent, release, names)) };
}

function unfulfilled({ requirements }: WorkloadIntent, release: Release, names: string[]): Problem[] {
  return requirements.filter(({ component }) => !names.includes(component)).map(({ component }) => ({
    field: 'requirements',
    value: component,
    rule: `the release ${release.name} has no such component for this workload`,
    fix: suggest('components', names),
  }));
}
