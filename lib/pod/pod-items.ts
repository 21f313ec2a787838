import type { Container, PodTemplateSpec, VolumeMount } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { RenderedContainer } from './container-spec';
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
  /** Labels of which the kind gives each of its pod templates another value. */
  readonly templateLabels: string[];
}

/**
 * Everything in the pods, in the order in which it is written, and who put it there.
 * Not used in a synth: it renders the pod once for each patch.
 */
export function podItems(app: Application, plan: PodPlan, version: KubernetesVersion, authors: Authors): PodItem[] {
  const contents = plan._read();
  const { patches } = contents;
  const found = (applied: PlannedPatch[]) => itemsOf(renderPod(app, plan, version, applied), authors.templateLabels);
  let items = found([]).map(item => ({ ...item, origin: originOf(item, app, contents, authors) }));
  const order = asApplied(patches);
  order.forEach((patch, n) => {
    const before = new Map(items.map(item => [keyOf(item), item]));
    const origin = Origin.patch(patches.indexOf(patch) + 1);
    items = found(order.slice(0, n + 1)).map(item => {
      const known = before.get(keyOf(item));
      return { ...item, origin: known?.value === item.value ? known.origin : origin };
    });
  });
  return [...items.map(({ value: _, ...item }) => item), ...patches.map(patchItem)];
}

/** The pod's own patches may count on what those of containers have done. */
function asApplied(patches: PlannedPatch[]): PlannedPatch[] {
  const ofPod = ({ container }: PlannedPatch) => container === undefined;
  return [...patches.filter(patch => !ofPod(patch)), ...patches.filter(ofPod)];
}

interface Found extends Omit<PodItem, 'origin'> {
  /** Differs once a patch has changed it. */
  readonly value: string;
}

function itemsOf({ metadata = {}, spec }: PodTemplateSpec, templateLabels: string[]): Found[] {
  const { initContainers = [], containers, volumes = [] } = spec!;
  const keys = (type: PodItemType, values: { [name: string]: string } = {}) => (
    Object.entries(values).map(([name, value]) => ({ type, name, value }))
  );
  return [
    ...keys(PodItemType.LABEL, { ...metadata.labels, ...Object.fromEntries(templateLabels.map(label => [label, ''])) }),
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

function originOf({ type, name, container }: Found, app: Application, plan: PodContents, authors: Authors): Origin {
  const { user, kind, templateLabels } = authors;
  const ofContainer = (wanted = name) => plan.containers.find(each => each.name === wanted)?.origin ?? user;
  switch (type) {
    case PodItemType.LABEL: return templateLabels.includes(name) ? kind : plan.labelOrigins[name];
    case PodItemType.ANNOTATION: return plan.annotationOrigins[name] ?? Origin.platform();
    case PodItemType.CONTAINER: return ofContainer();
    case PodItemType.VARIABLE:
      return (container === app.name ? plan.envOrigins[[...plan.env.keys()].indexOf(name)] : undefined) ?? ofContainer(container);
    case PodItemType.MOUNT:
      if (container === app.name) return originOfMount(name, app, plan, user, kind);
      if (mountsItself(container!, name, plan)) return ofContainer(container);
      return app.configMounts.some(({ mountPath }) => mountPath === name) ? kind : Origin.platform();
    case PodItemType.VOLUME: return originOfVolume(name, app, plan, user);
    case PodItemType.PATCH: throw new Error('A patch is no part of a rendered pod.');
  }
}

/** Whether a container mounts something there; else it is the file that ends it with the application. */
function mountsItself(name: string, path: string, { containers }: PodContents): boolean {
  const { mounts, container: { spec } } = containers.find(each => each.name === name)!;
  return [...mounts.map(mount => mount.path), ...(spec.volumeMounts ?? []).map(mount => mount.mountPath)].includes(path);
}

function originOfMount(path: string, app: Application, plan: PodContents, user: Origin, kind: Origin): Origin {
  const planned = plan.mountOrigins[plan.mounts.findIndex(mount => mount.path === path)];
  const isThis = ({ mountPath }: VolumeMount) => mountPath === path;
  if (planned) return planned;
  if (app.mounts.some(isThis)) return kind;
  return app.container.spec.volumeMounts?.some(isThis) ? user : Origin.platform();
}

function originOfVolume(name: string, app: Application, plan: PodContents, user: Origin): Origin {
  const planned = plan.volumeOrigins[[...plan.volumes.keys()].indexOf(name)];
  const has = ({ volumes }: RenderedContainer) => volumes.some(volume => volume.name === name);
  if (planned) return planned;
  return has(app.container) ? user : plan.containers.find(({ container }) => has(container))?.origin ?? Origin.platform();
}

function patchItem({ operation, container, origin }: PlannedPatch): PodItem {
  const { op, path } = operation._toJson();
  return { type: PodItemType.PATCH, name: `${op} ${path}`, container, origin };
}
