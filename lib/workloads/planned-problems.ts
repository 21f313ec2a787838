import { EnvValue } from 'cdk8s-plus-27';
import { portNumberProblems } from './container-ports';
import { REFERENCE, renderedProblems, SOURCE } from './rendered-problems';
import { RenderedContainer } from '../pod/container-spec';
import { PodPlan } from '../pod/pod-plan';
import { ReloadSignal } from '../requirements/on-change';
import { RUN_NAME } from '../resources/names';
import { Origin, OriginType } from '../tree/origin';
import { absolutePath, mountAt } from '../validation/absolute-path';
import { emptyOr, oneOf, Rule, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem } from '../validation/problem';
import { NUMBER } from '../validation/scalars';
import { keyed } from '../validation/words';
import { isShared } from '../yaml/shared';

/** What is wrong with the strings that somebody has added to a pod. */
export interface PlannedProblems {
  readonly users: Problem[];
  /** Of kinds and components: where an input is refused, also what comes of it. */
  readonly others: Problem[];
}

/** Looks at all strings that are added to a pod, whoever adds them. */
export function plannedStringProblems(plan: PodPlan): PlannedProblems {
  const contents = plan._read();
  const users: Problem[] = [];
  const others: Problem[] = [];
  // The field of an item is put into words only if something is wrong: every workload is looked through.
  const found: Problem[] = [];
  const look = (origin: Origin | undefined, rule: Rule, value: unknown, field: string, key?: unknown, property = '') => {
    rule(value, property, found);
    if (found.length === 0) return true;
    const into = origin === undefined || origin.type === OriginType.USER ? users : others;
    for (const problem of found.splice(0)) {
      const at = key === undefined ? field : keyed(field, key);
      into.push({ ...problem, field: problem.field === '' ? at : `${at}.${problem.field}` });
    }
    return false;
  };
  for (const { problem, origin } of contents.refused) (origin.type === OriginType.USER ? users : others).push(problem);
  for (const name of Object.keys(contents.labels)) {
    const value = contents.labels[name];
    look(contents.labelOrigins[name], KEY, name, 'pod.addLabel');
    // The name of a run is put in later.
    if (value !== RUN_NAME) look(contents.labelOrigins[name], VALUE, value, 'pod.addLabel', name);
  }
  for (const name of Object.keys(contents.annotations)) {
    look(contents.annotationOrigins[name], KEY, name, 'pod.addAnnotation');
    look(contents.annotationOrigins[name], TEXT, contents.annotations[name], 'pod.addAnnotation', name);
  }
  let n = 0;
  for (const [name, value] of contents.env) {
    const origin = contents.envOrigins[n++];
    // A variable that many pods share is looked at once.
    if (SHARED_VARIABLES.get(value) === name) continue;
    const isRight = [look(origin, VARIABLE, name, 'pod.addEnv'), look(origin, ENV_VALUE, value, 'pod.addEnv', name)];
    if (isRight.every(Boolean) && isShared(value)) SHARED_VARIABLES.set(value, name);
  }
  n = 0;
  for (const [name, { source }] of contents.volumes) {
    look(contents.volumeOrigins[n], LABEL, name, 'pod.addVolume');
    look(contents.volumeOrigins[n++], SOURCE, source, 'pod.addVolume', name);
  }
  contents.mounts.forEach(({ path }, m) => look(contents.mountOrigins[m], PATH, path, 'pod.mount'));
  for (const { name, container, mounts, stopCommand, origin } of contents.containers) {
    const { spec } = container;
    const lookAt = (rule: Rule, value: unknown, property: string) => look(origin, rule, value, 'pod.containers', name, property);
    for (const { path } of mounts) lookAt(PATH, path, 'mounts');
    if (stopCommand !== undefined) lookAt(TEXT, stopCommand, 'stopCommand');
    // A container that many pods share is looked at once.
    if (LOOKED_AT.has(container)) continue;
    const words = [...spec.command ?? [], ...spec.args ?? []];
    const results = [
      lookAt(IMAGE, spec.image, 'image'),
      ...words.map(word => lookAt(ARGUMENT, word, 'command')),
      lookAt(RENDERED, container, ''),
      ...(spec.env ?? []).flatMap(variable => [
        lookAt(VARIABLE, variable.name, 'envVariables'),
        // References were among what is rendered.
        variable.valueFrom !== undefined || lookAt(PLAIN_VALUE, variable.value, keyed('envVariables', variable.name)),
      ]),
    ];
    if (results.every(Boolean)) LOOKED_AT.add(container);
  }
  for (const [name, { port, origin }] of contents.entries) {
    look(origin, PORT, name, 'pod.enterThrough');
    look(origin, PORT_NUMBER, port, 'pod.enterThrough');
  }
  const { exposedEntry, drainHook } = contents;
  if (exposedEntry) look(exposedEntry.origin, PORT_NUMBER, exposedEntry.port, 'pod.exposeThrough');
  for (const label of contents.nodeLabels) look(undefined, KEY, label, 'pod.requireNode');
  if (drainHook) {
    look(drainHook.origin, URL_PATH, drainHook.path, 'pod.drainThrough');
    look(drainHook.origin, PORT_NUMBER, drainHook.port, 'pod.drainThrough');
  }
  for (const { path, signal } of contents.watchedFiles) {
    look(undefined, absolutePath, path, 'pod.whenFileChanges');
    look(undefined, SIGNAL, signal, 'pod.whenFileChanges', path);
  }
  return { users, others };
}

/** Containers without fault. */
const LOOKED_AT = new WeakSet<RenderedContainer>();

/** The names of variables without fault, by their values. */
const SHARED_VARIABLES = new WeakMap<EnvValue, string>();

const PORT = text(KINDS.portName);
const PORT_NUMBER: Rule = (value, field, problems) => {
  const port = NUMBER(value, field, problems) as number | undefined;
  if (port !== undefined) problems.push(...portNumberProblems(field, port));
};
const KEY = text(KINDS.labelKey);
const VALUE = emptyOr(text(KINDS.labelValue));
const TEXT = text(KINDS.text);
const ARGUMENT = text(KINDS.argument);
const RENDERED: Rule = (container, _, problems) => problems.push(...renderedProblems('', container as RenderedContainer));
const VARIABLE = text(KINDS.variable);
const LABEL = text(KINDS.label);
const IMAGE = text(KINDS.image);
const PATH = mountAt('/var/lib/app');
const URL_PATH = text(KINDS.urlPath);
const SIGNAL = oneOf({ ...ReloadSignal, TERM: 'TERM' }, 'ReloadSignal', 'Write for example OnChange.signal(ReloadSignal.HUP).');
const PLAIN_VALUE = text(KINDS.variableValue, { fix: 'Write for example EnvValue.fromValue("info").' });

/** A value, or a reference to one. */
const ENV_VALUE: Rule = (given, field, problems) => {
  const { value, valueFrom } = (given ?? {}) as Partial<EnvValue>;
  return valueFrom === undefined ? PLAIN_VALUE(value, field, problems) : REFERENCE(valueFrom, field, problems);
};
