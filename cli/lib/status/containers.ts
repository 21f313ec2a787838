import type * as core from 'kubernetes-types/core/v1';
import { APPLICATION, platform, Whose } from './finding';
import { ContainerStatus, Pod } from './snapshot/objects';

/** A container of a pod, and how it is. */
export interface Container {
  readonly name: string;
  readonly pod: Pod;
  readonly spec?: core.Container;
  readonly status: ContainerStatus;
  /** Whether it runs before the application, and ends. */
  readonly initial: boolean;
}

/** Those of a pod that the kubelet has said something of. */
export function containersOf(pod: Pod): Container[] {
  const { initContainers = [], containers = [] } = pod.spec ?? {};
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const sidecar = (spec: core.Container | undefined) =>
    (spec as { restartPolicy?: string } | undefined)?.restartPolicy === 'Always';
  return [
    ...initContainerStatuses.map(status => ({ status, spec: initContainers.find(({ name }) => name === status.name), of: true })),
    ...containerStatuses.map(status => ({ status, spec: containers.find(({ name }) => name === status.name), of: false })),
  ].map(({ status, spec, of }) => ({ name: status.name, pod, spec, status, initial: of && !sidecar(spec) }));
}

/** Containers that components of the standard release add to pods: the others are the application's. */
const COMPONENTS: Readonly<Record<string, string>> = {
  'proxy': 'traffic',
  'dependencies': 'dependencies',
  'secrets': 'secrets',
  'first-secrets': 'secrets',
  'log-files': 'telemetry',
  'log-files-flush': 'telemetry',
  'folders': 'node folders',
};

/** The component that adds a container of this name. */
export function componentOf(container: string): string | undefined {
  return Object.hasOwn(COMPONENTS, container) ? COMPONENTS[container] : undefined;
}

export function whoseContainer(container: string): Whose {
  const component = componentOf(container);
  return component === undefined ? APPLICATION : platform(component);
}

export function conditionOf(pod: Pod, type: string): core.PodCondition | undefined {
  return pod.status?.conditions?.find(condition => condition.type === type);
}

export const isReady = (pod: Pod): boolean => conditionOf(pod, 'Ready')?.status === 'True';
export const isEnding = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
export const hasEnded = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

/** It has a node, and none of its containers has begun. */
export function hasNotBegun(pod: Pod): boolean {
  if (pod.spec?.nodeName === undefined || isReady(pod) || isEnding(pod) || hasEnded(pod)) return false;
  return containersOf(pod).every(
    ({ status }) =>
      ['ContainerCreating', 'PodInitializing', undefined].includes(status.state?.waiting?.reason)
      && status.state?.running === undefined
      && status.state?.terminated === undefined,
  );
}
