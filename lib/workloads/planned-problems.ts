import { EnvValue } from 'cdk8s-plus-27';
import { RenderedContainer } from '../pod/container-spec';
import { PodPlan } from '../pod/pod-plan';
import { PodVolume } from '../pod/pod-volume';
import { ReloadSignal } from '../requirements/on-change';
import { RUN_NAME } from '../resources/names';
import { Origin, OriginType } from '../tree/origin';
import { absolutePath, mountAt } from '../validation/absolute-path';
import { eachOf, emptyOr, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem } from '../validation/problem';
import { keyed } from '../validation/words';

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
  for (const { method, name } of contents.misnamed) look(undefined, NO_NAME, name, `pod.${method}`);
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
    look(contents.envOrigins[n], VARIABLE, name, 'pod.addEnv');
    look(contents.envOrigins[n++], ENV_VALUE, value, 'pod.addEnv', name);
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
      ...words.map(word => lookAt(TEXT, word, 'command')),
      ...(spec.env ?? []).map(variable => lookAt(VARIABLE, variable.name, 'envVariables')),
    ];
    if (results.every(Boolean)) LOOKED_AT.add(container);
  }
  for (const [port, { origin }] of contents.entries) look(origin, PORT, port, 'pod.enterThrough');
  for (const label of contents.nodeLabels) look(undefined, KEY, label, 'pod.requireNode');
  if (contents.drainHook) look(contents.drainHook.origin, URL_PATH, contents.drainHook.path, 'pod.drainThrough');
  for (const { path, signal } of contents.watchedFiles) {
    look(undefined, absolutePath, path, 'pod.whenFileChanges');
    look(undefined, SIGNAL, signal, 'pod.whenFileChanges', path);
  }
  return { users, others };
}

/** Containers without fault. */
const LOOKED_AT = new WeakSet<RenderedContainer>();

const NO_NAME: Rule = (value, field, problems) => {
  problems.push({ field, value, rule: 'is no name', fix: 'Write a string.' });
};
const PORT = text(KINDS.portName);
const KEY = text(KINDS.labelKey);
const VALUE = emptyOr(text(KINDS.labelValue));
const TEXT = text(KINDS.text);
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
  return valueFrom === undefined ? PLAIN_VALUE(value, field, problems) : given;
};

const NAME = text(KINDS.objectName, { fix: 'Write the name of the object.' });
const ITEMS = optional(eachOf(shape({
  key: text(KINDS.fileName), path: text(KINDS.pathText, { fix: 'Write for example "tls.crt".' }),
}, 'Write { key, path }.')));

/** Sources that name other objects. Of others the API server knows more than we do. */
const SOURCE: Rule = (source, field, problems) => {
  const { secret, configMap } = (source ?? {}) as PodVolume['source'];
  if (secret) NAME(secret.secretName, `${field}secretName`, problems);
  if (secret) ITEMS(secret.items, `${field}items`, problems);
  if (configMap) NAME(configMap.name, `${field}configMapName`, problems);
  return source;
};
