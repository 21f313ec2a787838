import { RecordedItem, RecordedWorkload } from 'cdk8s-pinterest';
import { ExplainedObject } from './explanation';
import { startOf, StartStep, StopStep, stopOf } from './pod-order';

/** A container of a pod. */
export interface PodContainer {
  readonly name: string;
  /** What it is for the pod: the application, one that runs beside it, or one that runs before it. */
  readonly role: 'application' | 'sidecar' | 'init';
  readonly image: string;
  readonly who: string;
  /** The component that has added it, if one has. */
  readonly component?: string;
  readonly ports: readonly { readonly name?: string; readonly number: number; readonly protocol: string }[];
  readonly mounts: readonly { readonly path: string; readonly volume: string; readonly readOnly: boolean }[];
  readonly resources: unknown;
}

export interface PodVolume {
  readonly name: string;
  /** What it is: `emptyDir`, `configMap`, `projected`. */
  readonly type: string;
  /** What it is made of: names of ConfigMaps, Secrets and claims. */
  readonly of: readonly string[];
  readonly who: string;
  readonly component?: string;
}

/** The pods that an object makes. */
export interface Pod {
  /** `Deployment/api`. */
  readonly object: string;
  /** Where the object describes them: `spec.template`. */
  readonly at: string;
  readonly containers: readonly PodContainer[];
  readonly volumes: readonly PodVolume[];
  readonly start: readonly StartStep[];
  readonly stop: readonly StopStep[];
  /** How long they have to end, in seconds. */
  readonly graceSeconds: number;
}

export function podsOf(objects: readonly ExplainedObject[], workload: RecordedWorkload, version: string): Pod[] {
  return objects.flatMap(({ kind, name, content }) => templatesIn(content, '').map(({ at, spec }) => podOf(
    `${kind}/${name}`, at, spec, workload, version,
  )));
}

/** Several Jobs mostly have the same pods. */
export function differentPods(pods: readonly Pod[]): Pod[] {
  const seen = new Map(pods.map(({ object, at, ...pod }) => [JSON.stringify(pod), { object, at, ...pod }]));
  return [...seen.values()];
}

interface Template {
  readonly at: string;
  readonly spec: any;
}

/** Pod templates, wherever a kind has them: a field `template` with containers in its spec. */
function templatesIn(value: any, path: string): Template[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries<any>(value).flatMap(([key, field]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return key === 'template' && Array.isArray(field?.spec?.containers) ? [{ at, spec: field.spec }] : templatesIn(field, at);
  });
}

function podOf(object: string, at: string, spec: any, workload: RecordedWorkload, version: string): Pod {
  const { initContainers = [], containers, volumes = [] } = spec;
  const application = applicationOf(containers, workload);
  const roleOf = (container: any, isInit: boolean): PodContainer['role'] => (
    container.name === application ? 'application' : isInit && container.restartPolicy !== 'Always' ? 'init' : 'sidecar'
  );
  const originOf = (type: string, name: string) => workload.items.find(item => item.type === type && item.name === name);
  const all = [...initContainers.map((each: any) => [each, true]), ...containers.map((each: any) => [each, false])];
  return {
    object,
    at,
    containers: all.map(([container, isInit]) => ({
      name: container.name,
      role: roleOf(container, isInit),
      image: container.image ?? '',
      ...authorOf(originOf('container', container.name)),
      ports: (container.ports ?? []).map((port: any) => (
        { name: port.name, number: port.containerPort, protocol: port.protocol ?? 'TCP' }
      )),
      mounts: (container.volumeMounts ?? []).map((mount: any) => (
        { path: mount.mountPath, volume: mount.name, readOnly: mount.readOnly === true }
      )),
      resources: container.resources ?? {},
    })),
    volumes: volumes.map((volume: any) => ({ ...volumeOf(volume), ...authorOf(originOf('volume', volume.name)) })),
    start: startOf(spec, application),
    stop: stopOf(spec, application, version),
    graceSeconds: spec.terminationGracePeriodSeconds ?? 30,
  };
}

function authorOf(item: RecordedItem | undefined): { readonly who: string; readonly component?: string } {
  const { type, name, text = 'the author' } = item?.origin ?? {};
  return { who: text, ...(type === 'component' && { component: name }) };
}

/** The container that no component and no hand has added: the last one of the author's that has the name of the application. */
function applicationOf(containers: any[], { properties, items }: RecordedWorkload): string {
  const wanted = properties?.container?.name ?? properties?.framework?.name ?? 'app';
  if (containers.some(({ name }) => name === wanted)) return wanted;
  const own = containers.filter(({ name }) => (
    items.some(item => item.type === 'container' && item.name === name && item.origin.type === 'user')
  ));
  return (own.at(-1) ?? containers.at(-1)).name;
}

function volumeOf({ name, ...source }: any): Pick<PodVolume, 'name' | 'type' | 'of'> {
  const [type = 'claim'] = Object.keys(source);
  return { name, type, of: namesIn(source) };
}

const NAMES = ['secretName', 'claimName', 'driver', 'path'];

function namesIn(value: any, key = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<any>(value).flatMap(([field, inner]) => {
    const isName = NAMES.includes(field) || (field === 'name' && ['configMap', 'secret'].includes(key));
    if (isName && typeof inner === 'string' && key !== 'items') return [inner];
    return field === 'items' ? [] : namesIn(inner, Array.isArray(value) ? key : field);
  });
}
