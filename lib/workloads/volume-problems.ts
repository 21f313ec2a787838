import type { Volume } from 'kubernetes-types/core/v1';
import { Application } from '../pod/application';
import { PlannedContainer } from '../pod/pod-contents';
import { PodPlan } from '../pod/pod-plan';
import { plannedKey, sourceKey } from '../pod/volume-source';
import { Origin, OriginType } from '../tree/origin';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { suggest } from '../validation/suggest';
import { keyed } from '../validation/words';

/** A volume of cdk8s-plus comes with each container that mounts it; under its name there must be no other one. */
export function broughtVolumeProblems({ container }: Application, plan: PodPlan): Problem[] {
  const { volumes, volumeOrigins, containers } = plan._read();
  if (container.volumes.length === 0 && containers.every(each => each.container.volumes.length === 0)) return [];
  const twofold = twofoldVolumes(container.volumes);
  const first = new Map<string, { readonly by: string; readonly source?: string }>(
    [...volumes.values()].map((volume, n) => [volume.name, {
      by: `${volumeOrigins[n]}`, source: volumeOrigins[n].type === OriginType.USER ? plannedKey(volume) : undefined,
    }]),
  );
  // That the application's clash with the platform's is told with its mounts.
  for (const volume of container.volumes.filter(({ name }) => !first.has(name))) {
    first.set(volume.name, { by: 'the user', source: sourceKey(volume) });
  }
  return twofold.concat(containers.flatMap(({ container: { volumes: brought }, origin }) => brought.flatMap(volume => {
    const source = sourceKey(volume);
    const known = first.get(volume.name) ?? { by: `${origin}`, source };
    first.set(volume.name, known);
    return must(known.source === source, {
      field: 'pod', value: `volume "${volume.name}"`, rule: addedByBoth(known.by, `${origin}`), fix: 'Choose another name.',
    });
  })));
}

/** A pod has one volume of a name: two sources would be one, and both mounts would show it. */
function twofoldVolumes(volumes: Volume[]): Problem[] {
  const different = volumes.filter(({ name }, n) => volumes.slice(0, n).some(each => (
    each.name === name && sourceKey(each) !== sourceKey(volumes[n])
  )));
  return [...new Set(different.map(({ name }) => name))].map(value => ({
    field: 'container.volumeMounts',
    value,
    rule: 'is the name of two volumes that differ',
    fix: 'Give each volume a name of its own: cdk8s-plus takes it as the option "name".',
  }));
}

/** The API server refuses a mount without a volume, and two mounts at one path. */
export function mountProblems(app: Application, plan: PodPlan): Problem[] {
  return [
    missingVolumes(app, plan),
    takenVolumes(app, plan),
    repeatedMounts(allMounts(app, plan)),
    plan._read().containers.flatMap(each => repeatedIn(each, app.configMounts)),
  ].flat();
}

function missingVolumes({ container }: Application, plan: PodPlan): Problem[] {
  const { volumes, mounts, mountOrigins, containers } = plan._read();
  const known = new Set(volumes.keys());
  for (const { name } of container.volumes) known.add(name);
  for (const each of containers) for (const { name } of each.container.volumes) known.add(name);
  const missing = mounts.flatMap(({ volume }, n) => known.has(volume) ? [] : { volume, by: mountOrigins[n] });
  for (const { mounts: own, origin } of containers) {
    for (const { volume } of own) if (!known.has(volume)) missing.push({ volume, by: origin });
  }
  return missing.map(({ volume, by }) => ({
    field: 'pod.mount',
    value: volume,
    rule: `is not a volume of the pod, and is mounted by ${by}`,
    fix: suggest('volumes', known),
  }));
}

function takenVolumes({ container }: Application, plan: PodPlan): Problem[] {
  const { volumes, volumeOrigins } = plan._read();
  const isUsersOwn = (volume: Volume) => {
    const { name } = volume;
    const same = plannedKey(volumes.get(name)!) === sourceKey(volume);
    return same && volumeOrigins[[...volumes.keys()].indexOf(name)].type === OriginType.USER;
  };
  return container.volumes.filter(volume => volumes.has(volume.name) && !isUsersOwn(volume)).map(({ name }) => ({
    field: 'container.volumeMounts',
    value: name,
    rule: 'is the name of a volume that the platform adds',
    fix: 'Give the volume another name.',
  }));
}

interface PlannedMount {
  readonly path: string;
  readonly by: Origin | string;
}

function allMounts({ container, mounts: own }: Application, plan: PodPlan): PlannedMount[] {
  const { mounts, mountOrigins } = plan._read();
  return [
    mounts.map(({ path }, n) => ({ path, by: mountOrigins[n] })).filter(({ path }) => isText(path)),
    own.map(({ mountPath }) => ({ path: mountPath, by: 'its configuration or storage' })),
    (container.spec.volumeMounts ?? []).map(({ mountPath }) => ({ path: mountPath, by: 'the user' })),
  ].flat();
}

/** The same of a container beside the application. */
function repeatedIn(
  { name, config, mounts, container: { spec } }: PlannedContainer, configMounts: Application['configMounts'],
): Problem[] {
  if (mounts.length < 2 && !config && spec.volumeMounts === undefined) return [];
  const all = [
    ...config ? configMounts.map(({ mountPath }) => mountPath) : [],
    ...mounts.map(({ path }) => path),
    ...(spec.volumeMounts ?? []).map(({ mountPath }) => mountPath),
  ];
  if (all.length < 2) return [];
  return repeated(all.filter(isText).map(withoutSlashes)).map(value => ({
    field: `${keyed('pod.containers', name)}.mounts`, value, rule: 'is mounted twice', fix: 'Choose another path.',
  }));
}

/** One folder may be written in several ways. */
function withoutSlashes(path: string): string {
  const text = `${path}`;
  if (!text.includes('//') && !text.includes('/.') && !text.endsWith('/')) return text;
  return `${text}/`.replace(/\/(\.?\/)+/g, '/').replace(/(?<=.)\/$/, '');
}

/** What is none is refused elsewhere. */
function isText(path: unknown): path is string {
  return typeof path === 'string';
}

/** Origins are put into words only where there is a problem: every workload is looked through. */
function repeatedMounts(mounts: PlannedMount[]): Problem[] {
  const addersOf = (value: string) => (
    [...new Set(mounts.filter(({ path }) => withoutSlashes(path) === value).map(({ by }) => `${by}`))]
  );
  return repeated(mounts.map(({ path }) => withoutSlashes(path))).map(value => ({
    field: 'container.volumeMounts',
    value,
    rule: `is mounted twice, by ${addersOf(value).join(' and by ')}`,
    fix: 'Choose another path.',
  }));
}

export function addedByBoth(first: string, second: string): string {
  return first === second ? `is added twice by ${first}` : `is added by ${first} and by ${second}`;
}
