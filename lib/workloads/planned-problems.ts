import { isIP } from 'node:net';
import { EnvValue } from 'cdk8s-plus-27';
import { REFERENCE, renderedProblems, SOURCE } from './rendered-problems';
import { RenderedContainer } from '../pod/container-spec';
import { PlannedContainer, PodContents } from '../pod/pod-contents';
import { PodPlan } from '../pod/pod-plan';
import { ReloadSignal } from '../requirements/on-change';
import { RUN_NAME } from '../resources/names';
import { Origin, OriginType } from '../tree/origin';
import { absolutePath, mountAt } from '../validation/absolute-path';
import { emptyOr, oneOf, Rule, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { portNumberProblems } from '../validation/port-number';
import { Problem } from '../validation/problem';
import { NUMBER } from '../validation/scalars';
import { variableSizeProblems } from '../validation/variable-size';
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
  const contents = plan._whole();
  const found = new Found();
  for (const { problem, origin } of contents.refused) found.listOf(origin).push(problem);
  lookAtMetadata(contents, found);
  lookAtVariables(contents, found);
  lookAtVolumes(contents, found);
  for (const container of contents.containers) lookAtContainer(container, found);
  lookAtEntries(contents, found);
  for (const label of contents.nodeLabels) found.look(undefined, KEY, label, 'pod.requireNode');
  lookAtReactions(contents, found);
  return found;
}

/** What is found while one looks. */
class Found implements PlannedProblems {
  public readonly users: Problem[] = [];
  public readonly others: Problem[] = [];
  private readonly now: Problem[] = [];

  public listOf(origin: Origin | undefined): Problem[] {
    return origin === undefined || origin.type === OriginType.USER ? this.users : this.others;
  }

  /**
   * Returns whether the value is right. The field of an item is put into words only if it is not: every workload is looked
   * through.
   */
  public look(origin: Origin | undefined, rule: Rule, value: unknown, field: string, key?: unknown, property = ''): boolean {
    rule(value, property, this.now);
    if (this.now.length === 0) return true;
    const at = key === undefined ? field : keyed(field, key);
    for (const problem of this.now.splice(0)) {
      this.listOf(origin).push({ ...problem, field: problem.field === '' ? at : `${at}.${problem.field}` });
    }
    return false;
  }
}

function lookAtMetadata({ labels, labelOrigins, annotations, annotationOrigins }: PodContents, found: Found): void {
  for (const name of Object.keys(labels)) {
    found.look(labelOrigins[name], KEY, name, 'pod.addLabel');
    // The name of a run is put in later.
    if (labels[name] !== RUN_NAME) found.look(labelOrigins[name], VALUE, labels[name], 'pod.addLabel', name);
  }
  for (const name of Object.keys(annotations)) {
    found.look(annotationOrigins[name], KEY, name, 'pod.addAnnotation');
    found.look(annotationOrigins[name], TEXT, annotations[name], 'pod.addAnnotation', name);
  }
}

function lookAtVariables({ env, envOrigins }: PodContents, found: Found): void {
  let n = 0;
  for (const [name, value] of env) {
    const origin = envOrigins[n++];
    // A variable that many pods share is looked at once.
    if (SHARED_VARIABLES.get(value) === name) continue;
    const nameIsRight = found.look(origin, VARIABLE, name, 'pod.addEnv');
    const valueIsRight = found.look(origin, ENV_VALUE, value, 'pod.addEnv', name)
      && found.look(origin, sizeWith(name), value.value, 'pod.addEnv', name);
    if (nameIsRight && valueIsRight && isShared(value)) SHARED_VARIABLES.set(value, name);
  }
}

function lookAtVolumes({ volumes, volumeOrigins, mounts, mountOrigins }: PodContents, found: Found): void {
  let n = 0;
  for (const [name, { source }] of volumes) {
    found.look(volumeOrigins[n], LABEL, name, 'pod.addVolume');
    found.look(volumeOrigins[n++], SOURCE, source, 'pod.addVolume', name);
  }
  mounts.forEach(({ path }, m) => found.look(mountOrigins[m], PATH, path, 'pod.mount'));
}

function lookAtContainer({ name, container, mounts, stopCommand, origin }: PlannedContainer, found: Found): void {
  const lookAt = (rule: Rule, value: unknown, property: string) => (
    found.look(origin, rule, value, 'pod.containers', name, property)
  );
  for (const { path } of mounts) lookAt(PATH, path, 'mounts');
  if (stopCommand !== undefined) lookAt(TEXT, stopCommand, 'stopCommand');
  // A container that many pods share is looked at once.
  if (LOOKED_AT.has(container)) return;
  const { spec } = container;
  const results = [
    lookAt(IMAGE, spec.image, 'image'),
    ...[...spec.command ?? [], ...spec.args ?? []].map(word => lookAt(ARGUMENT, word, 'command')),
    lookAt(RENDERED, container, ''),
    ...(spec.env ?? []).flatMap(variable => [
      lookAt(VARIABLE, variable.name, 'envVariables'),
      // References were among what is rendered.
      variable.valueFrom !== undefined || lookAt(PLAIN_VALUE, variable.value, keyed('envVariables', variable.name)),
    ]),
  ];
  if (results.every(Boolean)) LOOKED_AT.add(container);
}

function lookAtEntries({ entries, exposedEntries, calls }: PodContents, found: Found): void {
  for (const { host, port, origin } of calls) {
    found.look(origin, HOST, host, 'pod.callsOut');
    found.look(origin, PORT_NUMBER, port, 'pod.callsOut');
  }
  for (const [name, { port, origin }] of entries) {
    found.look(origin, PORT, name, 'pod.enterThrough');
    found.look(origin, PORT_NUMBER, port, 'pod.enterThrough');
  }
  for (const [name, { port, origin }] of exposedEntries) {
    if (name !== '') found.look(origin, PORT, name, 'pod.exposeThrough');
    found.look(origin, PORT_NUMBER, port, 'pod.exposeThrough');
  }
}

function lookAtReactions({ drainHook, watchedFiles }: PodContents, found: Found): void {
  if (drainHook) {
    found.look(drainHook.origin, URL_PATH, drainHook.path, 'pod.drainThrough');
    found.look(drainHook.origin, PORT_NUMBER, drainHook.port, 'pod.drainThrough');
  }
  for (const { path, signal } of watchedFiles) {
    found.look(undefined, absolutePath, path, 'pod.whenFileChanges');
    found.look(undefined, SIGNAL, signal, 'pod.whenFileChanges', path);
  }
}

/** Containers without fault. */
const LOOKED_AT = new WeakSet<RenderedContainer>();

/** The names of variables without fault, by their values. */
const SHARED_VARIABLES = new WeakMap<EnvValue, string>();

const PORT = text(KINDS.portName);
const ADDRESS = { ...KINDS.host, holds: (host: string) => KINDS.host.holds(host) || isIP(host) !== 0 };
const HOST = text(ADDRESS, { rule: 'must be a host name in lower case, or an address' });
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

/** A value that fits together with its name. */
function sizeWith(name: string): Rule {
  return (value, field, problems) => problems.push(...variableSizeProblems(field, name, value as string | undefined));
}

/** A value, or a reference to one. */
const ENV_VALUE: Rule = (given, field, problems) => {
  const { value, valueFrom } = (given ?? {}) as Partial<EnvValue>;
  return valueFrom === undefined ? PLAIN_VALUE(value, field, problems) : REFERENCE(valueFrom, field, problems);
};
