import { JsonPatch } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { InitContainerOptions, PodMount, SidecarOptions } from './container-options';
import { renderContainer } from './container-spec';
import { emptyContents, PodContents } from './pod-contents';
import { PodVolume } from './pod-volume';
import { OnChange } from '../requirements/on-change';
import { Origin, OriginType } from '../tree/origin';
import { asString } from '../validation/words';

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
    this.once('variable', name, value, env, envOrigins);
  }

  /** Adds a volume; containers mount it by its name. */
  public addVolume(volume: PodVolume): void {
    const { volumes, volumeOrigins } = this.contents;
    this.once('volume', volume.name, volume, volumes, volumeOrigins);
  }

  /** Mounts a volume in the application's container. */
  public mount(mount: PodMount): void {
    this.contents.mounts.push(mount);
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
    if (this.isMisnamed('addLabel', name)) return;
    const { labels, labelOrigins } = this.contents;
    this.set(`label "${name}"`, name, value, labels, labelOrigins);
  }

  /** Annotates the pods. */
  public addAnnotation(name: string, value: string): void {
    if (this.isMisnamed('addAnnotation', name)) return;
    const { annotations, annotationOrigins } = this.contents;
    this.set(`annotation "${name}"`, name, value, annotations, annotationOrigins);
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

  /** Opens a port of a sidecar for ingress controllers and gateways, which carry no certificate. */
  public exposeThrough(sidecarPort: number): void {
    this.takesOver('entry for ingress controllers and gateways', this.contents.exposedEntry);
    this.contents.exposedEntry = { port: sidecarPort, origin: this.origin };
  }

  /** Lets the application know when a file that it mounts changes while it runs. */
  public whenFileChanges(path: string, reaction: OnChange): void {
    const { signalName, spread } = reaction;
    if (signalName) {
      this.contents.watchedFiles.push({ path, signal: signalName, spreadSeconds: spread?.toSeconds({ integral: false }) });
    }
  }

  /** Patches the pod's spec, after everything else. Paths start at the spec: `/hostAliases`. */
  public patch(...operations: JsonPatch[]): void {
    for (const operation of operations) this.contents.patches.push({ operation, origin: this.origin });
  }

  /** Patches one container by name. Paths start at the container: `/resources/limits/memory`. */
  public patchContainer(name: string, ...operations: JsonPatch[]): void {
    if (this.isMisnamed('patchContainer', name)) return;
    for (const operation of operations) this.contents.patches.push({ operation, container: name, origin: this.origin });
  }

  /** What has been planned so far. @internal */
  public _read(): Readonly<PodContents> {
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

  /** Objects take any value for a name, and have some of their own: `__proto__`, `constructor`. */
  private isMisnamed(method: string, name: unknown): boolean {
    const isName = typeof name === 'string' && !(name in {});
    if (!isName) this.contents.misnamed.push({ method, name });
    return !isName;
  }

  private addContainer(name: string, sidecar: boolean, { container, mounts = [], stopCommand }: SidecarOptions): void {
    this.contents.containers.push({
      name, sidecar, container: renderContainer(container, name), mounts, stopCommand, origin: this.origin,
    });
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
      this.meets(what, { origin: first });
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
