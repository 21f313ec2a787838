import { JsonPatch } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { PodMount } from './container-options';
import { RenderedContainer } from './container-spec';
import { HealthChecks } from './health-check';
import { PodVolume } from './pod-volume';
import { Port } from '../ports/port';
import { Origin } from '../tree/origin';
import { Problem } from '../validation/problem';

export interface PlannedContainer {
  readonly name: string;
  /** Whether it runs beside the application, or before it. */
  readonly sidecar: boolean;
  readonly container: RenderedContainer;
  readonly mounts: PodMount[];
  readonly ports: Port[];
  /** Already in the container. */
  readonly health?: HealthChecks;
  /** See SidecarOptions. */
  readonly stopCommand?: string;
  readonly config?: boolean;
  readonly keepImageUser?: boolean;
  readonly origin: Origin;
}

export interface PlannedPatch {
  readonly operation: JsonPatch;
  /** The container where its path starts; the pod's spec if undefined. */
  readonly container?: string;
  readonly origin: Origin;
}

export interface DrainHook {
  readonly port: number;
  readonly path: string;
  readonly origin: Origin;
}

/** A port of a sidecar through which calls come. */
export interface Entry {
  readonly port: number;
  readonly origin: Origin;
}

export interface WatchedFile {
  readonly path: string;
  /** The signal that the application gets when the file changes, such as `HUP`. */
  readonly signal: string;
  /** Within how many seconds the pods of a workload restart; without a restart it has no meaning. */
  readonly spreadSeconds?: number;
}

/** Something that was added twice under one name. */
export interface Conflict {
  /** Such as `variable "REGION"`. */
  readonly what: string;
  readonly first: Origin;
  readonly second: Origin;
}

/** What is wrong with something that was added, so that it could not be planned as it is. */
export interface Refused {
  readonly problem: Problem;
  readonly origin: Origin;
}

/**
 * All that a pod plan contains. Origins are lists in the order of their map or list: a fleet has millions of them.
 */
export interface PodContents {
  readonly env: Map<string, EnvValue>;
  readonly envOrigins: Origin[];
  /** Names of those that the user's other containers have, too. */
  readonly sharedEnv: Set<string>;
  readonly volumes: Map<string, PodVolume>;
  readonly volumeOrigins: Origin[];
  readonly mounts: PodMount[];
  readonly mountOrigins: Origin[];
  readonly containers: PlannedContainer[];
  readonly labels: { [name: string]: string };
  readonly labelOrigins: { [name: string]: Origin };
  readonly annotations: { [name: string]: string };
  /** Values that are known only when they are read. */
  readonly laterAnnotations: Map<string, () => string>;
  readonly annotationOrigins: { [name: string]: Origin };
  readonly nodeLabels: Set<string>;
  readonly patches: PlannedPatch[];
  readonly conflicts: Conflict[];
  readonly refused: Refused[];
  /** Ports of sidecars in front of ports of the application, by the name of the application's port. */
  readonly entries: Map<string, Entry>;
  /** The same for who has no certificate; the empty name is that of the first exposed port. */
  readonly exposedEntries: Map<string, Entry>;
  /** Hosts that something in the pods calls. */
  readonly calls: { readonly host: string; readonly port: number; readonly origin: Origin }[];
  readonly watchedFiles: WatchedFile[];
  drainHook?: DrainHook;
  /** Called when a container with ports has been added. */
  readonly onPorts: (() => void)[];
}

export function emptyContents(): PodContents {
  return {
    env: new Map(),
    envOrigins: [],
    sharedEnv: new Set(),
    volumes: new Map(),
    volumeOrigins: [],
    mounts: [],
    mountOrigins: [],
    containers: [],
    labels: {},
    labelOrigins: {},
    annotations: {},
    laterAnnotations: new Map(),
    annotationOrigins: {},
    nodeLabels: new Set(),
    patches: [],
    conflicts: [],
    refused: [],
    entries: new Map(),
    exposedEntries: new Map(),
    calls: [],
    watchedFiles: [],
    onPorts: [],
  };
}
