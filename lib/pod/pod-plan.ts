import { JsonPatch } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { ADDED_CONTAINER, CONTAINER_PATCH, ENV_VALUE, MOUNT, PATCH, REACTION, VOLUME } from './added-shape';
import { InitContainerOptions, PodMount, SidecarOptions } from './container-options';
import { renderContainer } from './container-spec';
import { healthProblems, twiceChecked, withHealth } from './health-probes';
import { emptyContents, PodContents } from './pod-contents';
import { PodVolume } from './pod-volume';
import { isSameVolume } from './volume-source';
import { containerPorts, mainPort } from '../ports/container-port';
import { OnChange } from '../requirements/on-change';
import { Origin, OriginType } from '../tree/origin';
import { judge, Rule } from '../validation/judge';
import { Problem } from '../validation/problem';
import { asString, keyed, sortOf } from '../validation/words';

/**
 * What runs in a workload's pod, independent of how the cluster's Kubernetes version expresses it.
 *
 * Components fill it; `service.pod` is the user's way to add to it, or to patch any container by name.
 */
export class PodPlan {
  private planned?: PodContents;
  private origin = Origin.user();

  /**
   * Sets a variable of the application's container. It comes before the user's own variables,
   * which may refer to it as `$(NAME)`.
   */
  public addEnv(name: string, value: EnvValue): void {
    if (this.isMisnamed('addEnv', name)) return;
    const { env, envOrigins } = this.contents;
    const given = this.judged('pod.addEnv', value, ENV_VALUE, name);
    if (given !== undefined) this.once('variable', name, given, env, envOrigins);
  }

  /** Adds a volume; containers mount it by its name. */
  public addVolume(volume: PodVolume): void {
    const { volumes, volumeOrigins } = this.contents;
    const given = this.judged('pod.addVolume', volume, VOLUME);
    if (given === undefined || this.isMisnamed('addVolume', given.name)) return;
    this.refuse(...given._problems.map(problem => (
      { ...problem, field: `${keyed('pod.addVolume', given.name)}.${problem.field}` }
    )));
    // The same source again is the same volume, if the same one adds it: two components would not know of each other.
    const known = volumes.get(given.name);
    const isKnown = known && volumeOrigins[[...volumes.keys()].indexOf(given.name)].type === OriginType.USER
      && this.origin.type === OriginType.USER && isSameVolume(known, given);
    if (!isKnown) this.once('volume', given.name, given, volumes, volumeOrigins);
  }

  /** Mounts a volume in the application's container. */
  public mount(mount: PodMount): void {
    const given = this.judged('pod.mount', mount, MOUNT);
    if (given === undefined) return;
    this.contents.mounts.push(given);
    this.contents.mountOrigins.push(this.origin);
  }

  /** Adds a container that must end before the application starts. */
  public addInitContainer(name: string, options: InitContainerOptions): void {
    if (!this.isMisnamed('addInitContainer', name)) this.addContainer(name, false, options);
  }

  /** Adds a container that runs as long as the application does, starting before it and ending after it. */
  public addSidecar(name: string, options: SidecarOptions): void {
    if (!this.isMisnamed('addSidecar', name)) this.addContainer(name, true, options);
  }

  /** Labels the pods. Selectors never contain it. */
  public addLabel(name: string, value: string): void {
    if (this.isMisnamed('addLabel', name) || this.isInherited('addLabel', name)) return;
    const { labels, labelOrigins } = this.contents;
    this.set('label', name, value, labels, labelOrigins);
  }

  /** Annotates the pods. */
  public addAnnotation(name: string, value: string): void {
    if (this.isMisnamed('addAnnotation', name) || this.isInherited('addAnnotation', name)) return;
    const { annotations, annotationOrigins, laterAnnotations } = this.contents;
    laterAnnotations.delete(name);
    this.set('annotation', name, value, annotations, annotationOrigins);
  }

  /** Lets the pods run only on nodes that have this label, whatever its value. */
  public requireNode(label: string): void {
    this.contents.nodeLabels.add(label);
  }

  /**
   * Lets a sidecar delay the application's stop until traffic has drained: the preStop hook calls this path, which answers then.
   *
   * Without it the stop is delayed by a fixed time, for which images without `sleep` need Kubernetes 1.30.
   */
  public drainThrough(port: number, path: string): void {
    this.takesOver('drain', this.contents.drainHook);
    this.contents.drainHook = { port, path, origin: this.origin };
  }

  /** Puts a sidecar in front of one of the application's ports: callers connect to the sidecar's port instead. */
  public enterThrough(appPort: string, sidecarPort: number): void {
    const { entries } = this.contents;
    this.takesOver(`entry of the port "${asString(appPort)}"`, entries.get(appPort));
    entries.set(appPort, { port: sidecarPort, origin: this.origin });
  }

  /** The port of the sidecar in front of a port of the application, if there is one. */
  public entryOf(appPort: string): number | undefined {
    return this.contents.entries.get(appPort)?.port;
  }

  /**
   * Opens a port of a sidecar for ingress controllers and gateways, which carry no certificate.
   *
   * @param appPort the port of the application behind it; the first that is exposed if it is left out
   */
  public exposeThrough(sidecarPort: number, appPort?: string): void {
    const { exposedEntries } = this.contents;
    const name = appPort ?? '';
    const what = name === '' ? '' : ` of the port "${asString(name)}"`;
    this.takesOver(`entry for ingress controllers and gateways${what}`, exposedEntries.get(name));
    exposedEntries.set(name, { port: sidecarPort, origin: this.origin });
  }

  /**
   * Says that something in the pods calls this host, so that it may where the workload limits its egress. A name in the cluster,
   * such as `vault.vault.svc`, is its namespace; any other name is every address at that port, since policies know no names.
   */
  public callsOut(host: string, port: number): void {
    this.contents.calls.push({ host, port, origin: this.origin });
  }

  /** Lets the application know when a file that it mounts changes while it runs. */
  public whenFileChanges(path: string, reaction: OnChange): void {
    const { signalName, spread } = this.judged('pod.whenFileChanges', reaction, REACTION) ?? OnChange.READ_ANEW;
    if (signalName) {
      this.contents.watchedFiles.push({ path, signal: signalName, spreadSeconds: spread?.toSeconds({ integral: false }) });
    }
  }

  /** Patches the pod's spec, after everything else. Paths start at the spec: `/hostAliases`. */
  public patch(...operations: JsonPatch[]): void {
    for (const operation of this.fitting('pod.patch', operations, PATCH)) {
      this.contents.patches.push({ operation, origin: this.origin });
    }
  }

  /** Patches one container by name. Paths start at the container: `/resources/limits/memory`. */
  public patchContainer(name: string, ...operations: JsonPatch[]): void {
    if (this.isMisnamed('patchContainer', name)) return;
    for (const operation of this.fitting('pod.patchContainer', operations, CONTAINER_PATCH)) {
      this.contents.patches.push({ operation, container: name, origin: this.origin });
    }
  }

  /** Sets a variable of the application's container, and of those that the user adds, unless they have their own. @internal */
  public _addSharedEnv(name: string, value: EnvValue): void {
    this.addEnv(name, value);
    this.contents.sharedEnv.add(name);
  }

  /** Annotates the pods with what is known only when the output is written. @internal */
  public _annotateLater(name: string, value: () => string): void {
    this.addAnnotation(name, '');
    this.contents.laterAnnotations.set(name, value);
  }

  /** Calls when a container with ports may have come. @internal */
  public _whenPortsCome(callback: () => void): void {
    this.contents.onPorts.push(callback);
  }

  /** What has been planned so far, but for annotations that are known only when the output is written. @internal */
  public _read(): Readonly<PodContents> {
    return this.contents;
  }

  /** What has been planned, once nothing is added any more. @internal */
  public _whole(): Readonly<PodContents> {
    const { annotations, laterAnnotations } = this.contents;
    for (const [name, value] of laterAnnotations) annotations[name] = value();
    return this.contents;
  }

  /** The same plan, for additions of another origin. @internal */
  public _for(origin: Origin): PodPlan {
    const plan = new PodPlan();
    plan.planned = this.contents;
    plan.origin = origin;
    return plan;
  }

  /** Made on first use, since the same plan for another origin has none of its own. */
  private get contents(): PodContents {
    return this.planned ??= emptyContents();
  }

  /** Objects take any value for a name. */
  private isMisnamed(method: string, name: unknown): boolean {
    const isName = typeof name === 'string';
    if (!isName) {
      const rule = `must begin with a name, and that is ${sortOf(name)}`;
      this.refuse({ field: `pod.${method}`, value: name, rule, fix: `Write for example pod.${method}("name", ...).` });
    }
    return !isName;
  }

  /** What every object has, such as `constructor`, is nothing that cdk8s writes into a map. */
  private isInherited(method: string, name: string): boolean {
    const isInherited = name in {};
    if (isInherited) {
      const rule = 'is what every object of JavaScript has';
      this.refuse({ field: `pod.${method}`, value: name, rule, fix: 'Write another name.' });
    }
    return isInherited;
  }

  private refuse(...problems: Problem[]): void {
    for (const problem of problems) this.contents.refused.push({ problem, origin: this.origin });
  }

  /** What was given, or what takes its place; its problems are told once the tree is whole. */
  private judged<T>(field: string, given: T, rule: Rule, key?: string): T | undefined {
    const { value, problems } = judge(given, rule, field);
    if (problems.length === 0) return value;
    // The key is put into words only if something is wrong.
    if (key !== undefined) return this.judged(keyed(field, key), given, rule);
    this.refuse(...problems);
    return value;
  }

  private fitting(field: string, operations: JsonPatch[], rule: Rule): JsonPatch[] {
    return operations.filter(operation => this.judged(field, operation, rule) !== undefined);
  }

  private addContainer(name: string, sidecar: boolean, options: SidecarOptions): void {
    const given = this.judged('pod.containers', options, ADDED_CONTAINER, name)!;
    const { mounts = [], ports = [], health, stopCommand, config, keepImageUser } = given;
    const container = ports.length === 0
      ? given.container : { ...given.container, ports: [...given.container.ports ?? [], ...containerPorts(ports)] };
    const rendered = renderContainer(container, name);
    const main = health && mainPort(rendered.spec.ports ?? [], ports);
    if (health) {
      this.refuse(...[...twiceChecked(given), ...healthProblems(main, health)].map(problem => (
        { ...problem, field: `${keyed('pod.containers', name)}.${problem.field}` }
      )));
    }
    this.contents.containers.push({
      name,
      sidecar,
      container: withHealth(rendered, main, health),
      health,
      mounts,
      ports,
      stopCommand,
      ...(config && { config }),
      ...(keepImageUser && { keepImageUser }),
      origin: this.origin,
    });
    for (const callback of this.contents.onPorts) callback();
  }

  /** A variable or a volume is there once. */
  private once<T>(what: string, name: string, value: T, values: Map<string, T>, origins: Origin[]): void {
    if (values.has(name)) {
      this.meets(`${what} "${name}"`, { origin: origins[[...values.keys()].indexOf(name)] });
      return;
    }
    values.set(name, value);
    origins.push(this.origin);
  }

  /** The last word counts, but two components must not contradict each other. */
  private set(what: string, name: string, value: string, values: Record<string, string>, origins: Record<string, Origin>): void {
    const first = origins[name];
    if (first?.type === OriginType.COMPONENT && this.origin.type === OriginType.COMPONENT && values[name] !== value) {
      this.meets(`${what} "${name}"`, { origin: first });
    }
    values[name] = value;
    origins[name] = this.origin;
  }

  /** Only one sidecar can stand at a place. */
  private takesOver(what: string, first: { readonly origin: Origin } | undefined): void {
    if (first && first.origin !== this.origin) this.meets(what, first);
  }

  private meets(what: string, first: { readonly origin: Origin }): void {
    this.contents.conflicts.push({ what, first: first.origin, second: this.origin });
  }
}
