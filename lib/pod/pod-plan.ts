import { JsonPatch } from 'cdk8s';
import { ContainerProps, EnvValue } from 'cdk8s-plus-27';
import { OnChange } from '../requirements/on-change';
import { PodVolume } from './pod-volume';

/** Where a container sees a volume of the plan. */
export interface PodMount {
  /** Name of the volume. */
  readonly volume: string;

  /** Where it is mounted. */
  readonly path: string;

  /**
   * Whether the container may only read.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/** An init container of the plan. */
export interface InitContainerOptions {
  /** The container, without name. */
  readonly container: ContainerProps;

  /**
   * What it mounts.
   *
   * @default - nothing
   */
  readonly mounts?: PodMount[];
}

/** A container that runs beside the application for the pod's whole life. */
export interface SidecarOptions extends InitContainerOptions {
  /**
   * Shell command that ends the sidecar once its work is done. It is run when the pod has drained, on clusters
   * that do not themselves stop sidecars after the application (before 1.29); the sidecar's image needs `sh`.
   *
   * @default - the sidecar ends at its own SIGTERM
   */
  readonly stopCommand?: string;
}

/**
 * What runs in a workload's pod, before it is known how the cluster's Kubernetes version writes that down.
 *
 * Components fill it; `service.pod` is the user's way to add to it, or to patch any container by name.
 */
export class PodPlan {
  private readonly contents: PodPlanContents = {
    env: new Map(),
    volumes: new Map(),
    mounts: [],
    containers: [],
    labels: {},
    annotations: {},
    nodeLabels: new Set(),
    patches: [],
    containerPatches: [],
    conflicts: [],
    entries: new Map(),
    watchedFiles: [],
  };

  /**
   * Sets a variable of the application's container. It stands before the user's own variables, which may refer to it as `$(NAME)`.
   */
  public addEnv(name: string, value: EnvValue): void {
    this.once(this.contents.env, 'variable', name, value);
  }

  /** Adds a volume; containers mount it by its name. */
  public addVolume(volume: PodVolume): void {
    this.once(this.contents.volumes, 'volume', volume.name, volume);
  }

  /** Mounts a volume in the application's container. */
  public mount(mount: PodMount): void {
    this.contents.mounts.push(mount);
  }

  /** Adds a container that must end before the application starts. */
  public addInitContainer(name: string, options: InitContainerOptions): void {
    this.contents.containers.push({ name, sidecar: false, ...options });
  }

  /** Adds a container that runs as long as the application does, starting before it and ending after it. */
  public addSidecar(name: string, options: SidecarOptions): void {
    this.contents.containers.push({ name, sidecar: true, ...options });
  }

  /** Labels the pods. Selectors never contain it. */
  public addLabel(name: string, value: string): void {
    this.contents.labels[name] = value;
  }

  /** Annotates the pods. */
  public addAnnotation(name: string, value: string): void {
    this.contents.annotations[name] = value;
  }

  /** Lets the pods run only on nodes that have this label, whatever its value. */
  public requireNode(label: string): void {
    this.contents.nodeLabels.add(label);
  }

  /**
   * Lets a sidecar hold the application's stop back until traffic has moved on: the path answers when that has happened.
   *
   * Without it the application's stop waits for a fixed time, for which images without `sleep` need Kubernetes 1.30.
   */
  public drainThrough(port: number, path: string): void {
    this.contents.drainHook = { port, path };
  }

  /** Puts a sidecar before one of the application's ports: callers are led to this port of the pod instead. */
  public enterThrough(appPort: string, sidecarPort: number): void {
    this.contents.entries.set(appPort, sidecarPort);
  }

  /** Opens a port of a sidecar for ingress controllers and gateways, which carry no certificate. */
  public exposeThrough(sidecarPort: number): void {
    this.contents.exposedEntry = sidecarPort;
  }

  /** Lets the application know when a file that it mounts changes while it runs. */
  public whenFileChanges(path: string, reaction: OnChange): void {
    if (reaction.signalName) this.contents.watchedFiles.push({ path, signal: reaction.signalName });
  }

  /** Patches the pod's spec after everything else, paths starting at it: `/hostAliases`. */
  public patch(...operations: JsonPatch[]): void {
    this.contents.patches.push(...operations);
  }

  /** Patches one container by name, paths starting at the container: `/resources/limits/memory`. */
  public patchContainer(name: string, ...operations: JsonPatch[]): void {
    this.contents.containerPatches.push({ name, operations });
  }

  /** What was planned so far. @internal */
  public _read(): Readonly<PodPlanContents> {
    return this.contents;
  }

  private once<T>(map: Map<string, T>, what: string, name: string, value: T): void {
    if (map.has(name)) this.contents.conflicts.push(`${what} "${name}"`);
    else map.set(name, value);
  }
}

/** @internal */
export interface PlannedContainer extends SidecarOptions {
  readonly name: string;
  readonly sidecar: boolean;
}

/** @internal */
export interface ContainerPatch {
  readonly name: string;
  readonly operations: JsonPatch[];
}

/** @internal */
export interface DrainHook {
  readonly port: number;
  readonly path: string;
}

/** @internal */
export interface WatchedFile {
  readonly path: string;
  /** What the application gets when it changes, such as `HUP`. */
  readonly signal: string;
}

/** @internal */
export interface PodPlanContents {
  readonly env: Map<string, EnvValue>;
  readonly volumes: Map<string, PodVolume>;
  readonly mounts: PodMount[];
  readonly containers: PlannedContainer[];
  readonly labels: { [name: string]: string };
  readonly annotations: { [name: string]: string };
  readonly nodeLabels: Set<string>;
  readonly patches: JsonPatch[];
  readonly containerPatches: ContainerPatch[];
  readonly conflicts: string[];
  readonly entries: Map<string, number>;
  readonly watchedFiles: WatchedFile[];
  drainHook?: DrainHook;
  exposedEntry?: number;
}
