import { Component } from '../runtime/component';
import { Phase } from '../runtime/phase';
import { IReleaseComponent } from '../runtime/release-component';
import { Problem } from '../validation/problem';

const PHASES = Object.values(Phase);

/** Whether a component can act: it is one, and says what it is called and when it acts. */
export function isComplete(component: IReleaseComponent): component is Component {
  return acts(component) && lacks(component).length === 0;
}

/** Why a release does not take a component. */
export function refusal(field: string, component: IReleaseComponent): Problem {
  const { name, phase, constructor } = component as Partial<Component>;
  // One in another language is a plain Component here: nothing tells its class.
  const known = { name, phase, class: constructor === Component ? undefined : constructor?.name };
  if (!acts(component)) {
    return { field, value: known, rule: 'is no component of the runtime', fix: 'Extend Component, of the module runtime.' };
  }
  const missing = lacks(component);
  const inTypeScript = missing.map(each => `readonly ${each} = ${EXAMPLES[each]};`);
  const inPython = missing.map(each => `@property def ${each}(self): return ${EXAMPLES[each]}`);
  // In Python a class attribute, `phase = Phase.SECRETS`, is not sent to here.
  return {
    field,
    value: known,
    rule: `is a component without a ${missing.join(' and a ')}`,
    fix: `Write \`${inTypeScript.join(' ')}\`, in Python a property instead of an attribute: \`${inPython.join('` and `')}\`.`,
  };
}

function acts(component: IReleaseComponent): boolean {
  const { addTo, install } = component as Partial<Component>;
  return addTo !== undefined && install !== undefined;
}

type Told = 'name' | 'phase';

function lacks({ name, phase }: Partial<Component>): Told[] {
  return [
    ...(typeof name === 'string' && name !== '' ? [] : ['name'] as const),
    ...(PHASES.includes(phase as Phase) ? [] : ['phase'] as const),
  ];
}

const EXAMPLES: Record<Told, string> = { name: '"geodata"', phase: 'Phase.DEPENDENCIES' };
