import type { Container, PodTemplateSpec, VolumeMount } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { COMPLETION_MOUNT } from './completion';
import { PlannedPatch, PodContents } from './pod-contents';
import { PodItem, PodItemType } from './pod-item';
import { PodPlan } from './pod-plan';
import { renderPod } from './render';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { Origin } from '../tree/origin';

/** The origins of everything that neither the plan nor a patch has put into the pod. */
export interface Authors {
  /** Who wrote the container. */
  readonly user: Origin;
  /** The workload's kind. */
  readonly kind: Origin;
}

/**
 * Everything in the pods, in the order in which it is written, and who put it there.
 * Not used in a synth: it renders the pod once for each patch.
 */
export function podItems(app: Application, plan: PodPlan, version: KubernetesVersion, authors: Authors): PodItem[] {
  const contents = plan._read();
  const { patches } = contents;
  let items = itemsOf(renderPod(app, plan, version, [])).map(found => ({
    ...found, origin: originOf(found, app, contents, authors),
  }));
  patches.forEach((_, n) => {
    const before = new Map(items.map(item => [keyOf(item), item]));
    items = itemsOf(renderPod(app, plan, version, patches.slice(0, n + 1))).map(found => {
      const previous = before.get(keyOf(found));
      return { ...found, origin: previous?.value === found.value ? previous.origin : Origin.patch(n + 1) };
    });
  });
  return [...items.map(({ value: _, ...item }) => item), ...patches.map(patchItem)];
}

interface Found extends Omit<PodItem, 'origin'> {
  /** Differs once a patch has changed it. */
  readonly value: string;
}

function itemsOf({ metadata = {}, spec }: PodTemplateSpec): Found[] {
  const { initContainers = [], containers, volumes = [] } = spec!;
  const keys = (type: PodItemType, values: { [name: string]: string } = {}) => (
    Object.entries(values).map(([name, value]) => ({ type, name, value }))
  );
  return [
    ...keys(PodItemType.LABEL, metadata.labels),
    ...keys(PodItemType.ANNOTATION, metadata.annotations),
    ...[...initContainers, ...containers].flatMap(itemsOfContainer),
    ...volumes.map(volume => ({ type: PodItemType.VOLUME, name: volume.name, value: JSON.stringify(volume) })),
  ];
}

function itemsOfContainer({ name: container, env = [], volumeMounts = [] }: Container): Found[] {
  return [
    // A patch inside a container does not change the container's origin.
    { type: PodItemType.CONTAINER, name: container, value: container },
    ...env.map(variable => ({ type: PodItemType.VARIABLE, name: variable.name, container, value: JSON.stringify(variable) })),
    ...volumeMounts.map(mount => ({ type: PodItemType.MOUNT, name: mount.mountPath, container, value: JSON.stringify(mount) })),
  ];
}

function keyOf({ type, container, name }: Found): string {
  return JSON.stringify([type, container, name]);
}

function originOf({ type, name, container }: Found, app: Application, plan: PodContents, { user, kind }: Authors): Origin {
  const ofContainer = (wanted = name) => plan.containers.find(each => each.name === wanted)?.origin ?? user;
  switch (type) {
    case PodItemType.LABEL: return plan.labelOrigins[name];
    case PodItemType.ANNOTATION: return plan.annotationOrigins[name] ?? Origin.platform();
    case PodItemType.CONTAINER: return ofContainer();
    case PodItemType.VARIABLE:
      return (container === app.name ? plan.envOrigins[[...plan.env.keys()].indexOf(name)] : undefined) ?? ofContainer(container);
    case PodItemType.MOUNT:
      if (name === COMPLETION_MOUNT.mountPath) return Origin.platform();
      return container === app.name ? originOfMount(name, app, plan, user, kind) : ofContainer(container);
    case PodItemType.VOLUME: return originOfVolume(name, plan, user);
    case PodItemType.PATCH: throw new Error('A rendered pod contains no patches.');
  }
}

function originOfMount(path: string, app: Application, plan: PodContents, user: Origin, kind: Origin): Origin {
  const planned = plan.mountOrigins[plan.mounts.findIndex(mount => mount.path === path)];
  const isHere = ({ mountPath }: VolumeMount) => mountPath === path;
  return planned ?? (app.mounts.some(isHere) ? kind : user);
}

function originOfVolume(name: string, plan: PodContents, user: Origin): Origin {
  if (name === COMPLETION_MOUNT.name) return Origin.platform();
  const planned = plan.volumeOrigins[[...plan.volumes.keys()].indexOf(name)];
  const bringer = plan.containers.find(({ container }) => container.volumes.some(volume => volume.name === name));
  return planned ?? bringer?.origin ?? user;
}

function patchItem({ operation, container, origin }: PlannedPatch): PodItem {
  const { op, path } = operation._toJson();
  return { type: PodItemType.PATCH, name: `${op} ${path}`, container, origin };
}
