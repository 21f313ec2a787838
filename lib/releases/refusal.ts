import { Component } from '../runtime/component';
import { Phase } from '../runtime/phase';
import { IReleaseComponent } from '../runtime/release-component';
import { optionsOf } from '../validation/options';
import { Problem } from '../validation/problem';
import { asString } from '../validation/words';

/** In the order in which components act. */
export const PHASES = Object.values(Phase);

/** Whether a component can act: it is one, and says what it is called and when it acts. */
export function isComplete(component: IReleaseComponent): component is Component {
  return acts(component) && lacks(partsOf(component)).length === 0;
}

/** Why a release does not take a component. */
export function refusal(field: string, component: IReleaseComponent): Problem {
  const { name, phase, constructor } = partsOf(component);
  // One in another language is a plain Component here: nothing tells its class.
  const known = component
    ? { name, phase, class: constructor === Component ? undefined : constructor?.name } : asString(component);
  if (!acts(component)) {
    return { field, value: known, rule: 'is no component of the runtime', fix: 'Extend Component, of the module runtime.' };
  }
  const missing = lacks(partsOf(component));
  const inTypeScript = missing.map(each => `readonly ${each} = ${EXAMPLES[each]};`);
  const inPython = missing.map(each => `@property def ${each}(self): return ${EXAMPLES[each]}`);
  // In Python a class attribute, `phase = Phase.SECRETS`, is not sent to here.
  return {
    field,
    value: known,
    rule: `must have ${missing.map(each => WANTED[each]).join(' and ')}`,
    fix: `Write \`${inTypeScript.join(' ')}\`, in Python a property instead of an attribute: \`${inPython.join('` and `')}\`.`,
  };
}

function acts(component: IReleaseComponent): boolean {
  const { suits, addTo, install, settings } = partsOf(component);
  return [suits, addTo, install, settings].every(method => typeof method === 'function');
}

const PARTS = ['name', 'phase', 'suits', 'addTo', 'install', 'settings', 'constructor'];

/** What there is of something that should be a component, which JavaScript and jsii let be anything; of null nothing. */
export function partsOf(component: IReleaseComponent | null | undefined): Partial<Component> {
  return component ? optionsOf<Component>(Object(component), PARTS) : {};
}

type Told = 'name' | 'phase';

function lacks({ name, phase }: Partial<Component>): Told[] {
  return [
    ...(typeof name === 'string' && name !== '' ? [] : ['name'] as const),
    ...(PHASES.includes(phase as Phase) ? [] : ['phase'] as const),
  ];
}

const WANTED: Record<Told, string> = { name: 'a name', phase: 'one of the phases' };

const EXAMPLES: Record<Told, string> = { name: '"geodata"', phase: 'Phase.DEPENDENCIES' };
