import { addedByBoth, broughtVolumeProblems, mountProblems } from './volume-problems';
import { Application } from '../pod/application';
import { PodPlan } from '../pod/pod-plan';
import { OutgoingCall } from '../runtime/outgoing-call';
import { Origin, OriginType } from '../tree/origin';
import { DNS_LABEL, DNS_LABEL_RULE } from '../validation/patterns';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { suggest } from '../validation/suggest';

/** Ports, names and variables that the user and the components add to a pod must not collide. */
export function clashProblems(
  app: Application, configEnv: string[], plan: PodPlan, calls: readonly OutgoingCall[],
): Problem[] {
  const names = plan._read().containers.map(({ name }) => name);
  names.unshift(app.name);
  return [
    conflictProblems(plan, calls),
    repeatedContainerProblems(names, app, plan),
    patchProblems(names, plan),
    containerNameProblems(names),
    renderingProblems(app, plan),
    broughtVolumeProblems(app, plan),
    mountProblems(app, plan),
    variableProblems(app, configEnv, plan, calls),
  ].flat();
}

function conflictProblems(plan: PodPlan, calls: readonly OutgoingCall[]): Problem[] {
  // A variable of two calls is told of the calls.
  const called = new Set(calls.map(({ variable }) => `variable "${variable}"`));
  return plan._read().conflicts.filter(({ what }) => !called.has(what)).map(({ what, first, second }) => ({
    field: 'pod', value: what, rule: addedByBoth(`${first}`, `${second}`), fix: 'Choose another name.',
  }));
}

function repeatedContainerProblems(names: string[], app: Application, plan: PodPlan): Problem[] {
  return repeated(names).map(value => ({
    field: 'pod.containers', value, rule: `is added ${addersOf(value, app, plan)}`, fix: 'Choose another name.',
  }));
}

function patchProblems(names: string[], plan: PodPlan): Problem[] {
  const { patches } = plan._read();
  if (patches.length === 0) return [];
  const patched = new Set(patches.flatMap(({ container }) => container ?? []));
  return [...patched].filter(name => !names.includes(name)).map(value => ({
    field: 'pod.patchContainer', value, rule: 'is not a container of the pod', fix: suggest('containers', names),
  }));
}

function containerNameProblems(names: string[]): Problem[] {
  return names.filter(name => !DNS_LABEL.test(name)).map(value => ({
    field: 'container.name', value, rule: DNS_LABEL_RULE, fix: 'Write for example "app".',
  }));
}

function addersOf(container: string, app: Application, plan: PodPlan): string {
  const origins = plan._read().containers.filter(({ name }) => name === container).map(({ origin }) => `${origin}`);
  const adders = [...(app.name === container ? ['the user'] : []), ...origins];
  return adders.every(adder => adder === adders[0]) ? `twice by ${adders[0]}` : `by ${adders.join(' and by ')}`;
}

/** Containers that cdk8s-plus itself rejects. */
function renderingProblems(app: Application, plan: PodPlan): Problem[] {
  const { containers } = plan._read();
  if (app.container.failure === undefined && containers.every(({ container }) => container.failure === undefined)) return [];
  return [{ name: app.name, container: app.container }, ...containers].flatMap(({ name, container: { failure } }) => (
    must(failure === undefined, () => {
      const container = name === app.name ? 'container' : `pod.containers["${name}"]`;
      return { ...failure!, field: failure!.field === '' ? container : `${container}.${failure!.field}` };
    })
  ));
}

function variableProblems(
  { container }: Application, configEnv: string[], plan: PodPlan, calls: readonly OutgoingCall[],
): Problem[] {
  const { env, envOrigins } = plan._read();
  const users = (container.spec.env ?? []).map(({ name }) => name);
  if (users.length + configEnv.length === 0) return [];
  return [
    users.concat(configEnv).filter(name => env.has(name)).map(name => ({
      field: users.includes(name) ? 'container.envVariables' : 'config.env',
      value: name,
      ...setterOf(name, envOrigins[[...env.keys()].indexOf(name)], calls),
    })),
    configEnv.filter(name => users.includes(name)).map(name => ({
      field: 'config.env', value: name, rule: 'is also in container.envVariables', fix: 'Keep one of the two.',
    })),
  ].flat();
}

/** What else sets a variable, as the user wrote it. */
function setterOf(name: string, origin: Origin, calls: readonly OutgoingCall[]): Pick<Problem, 'rule' | 'fix'> {
  const call = calls.findIndex(({ variable }) => variable === name);
  if (call >= 0) {
    return {
      rule: `is set by calls[${call}], with the address of its callee`,
      fix: `Remove it, or write another env in calls[${call}].`,
    };
  }
  const setter = origin.type === OriginType.USER ? 'pod.addEnv' : `${origin}`;
  return { rule: `is set by ${setter}`, fix: 'Remove it, or choose another name.' };
}

/** The API server refuses a selector that does not match the pods of its own template. */
export function labelProblems(selector: Record<string, string>, plan: PodPlan): Problem[] {
  const { labels } = plan._read();
  return Object.keys(selector).filter(name => labels[name] !== selector[name]).map(name => ({
    field: 'pod.addLabel',
    value: `${name}=${labels[name]}`,
    rule: 'changes a label of the selector that finds the pods',
    fix: 'Choose another label.',
  }));
}
