import type { Container, Lifecycle, PodSecurityContext, PodSpec, PodTemplateSpec, Volume } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { COMPLETION_VOLUME, endingApplication, endingSidecar, needsCompletionFile } from './completion';
import { PodMount } from './container-options';
import { envVar, RenderedContainer } from './container-spec';
import { inOrderOfUse } from './env-order';
import { onNodesWith } from './node-affinity';
import { applyPatch } from './patch-fit';
import { PlannedContainer, PlannedPatch, PodContents } from './pod-contents';
import { PodPlan } from './pod-plan';
import { RUNTIME_USER } from './runtime-user';
import { keptSource } from './volume-source';
import { restarts, RESTARTS_VOLUME, watchingApplication } from './watching';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { OriginType } from '../tree/origin';
import { onceForShared, share } from '../yaml/shared';

/**
 * User and group of every container but the application's, unless the container sets others; volumes belong to this group.
 * Without a group a container has that of its image, which is mostly root's.
 */
const GROUP = RUNTIME_USER;

const RESTRICTED: PodSecurityContext = share({
  runAsNonRoot: true,
  fsGroup: GROUP,
  // Otherwise the kubelet goes through every file of a large volume at each start.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
});

/**
 * Renders a pod plan for a Kubernetes version.
 *
 * @param patches the patches to apply; fewer than all of the plan's show what a single one does
 */
export function renderPod(
  app: Application, plan: PodPlan, version: KubernetesVersion, patches = plan._read().patches,
): PodTemplateSpec {
  const contents = plan._whole();
  const patched = (container: Container) => patch(container, patches.filter(each => each.container === container.name));
  const spec = podSpec(app, contents, version, patched);
  const isNotFirst = !version.nativeSidecars && contents.containers.some(container => container.sidecar);
  return {
    metadata: {
      labels: contents.labels,
      annotations: { ...(isNotFirst && { [DEFAULT_CONTAINER]: app.name }), ...contents.annotations },
    },
    spec: patch(spec, patches.filter(each => each.container === undefined)),
  };
}

/** The container of `kubectl logs` and `kubectl exec`, where the application is not the first one. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

function podSpec(
  app: Application, contents: PodContents, version: KubernetesVersion, patched: (container: Container) => Container,
): PodSpec {
  const sidecars = contents.containers.filter(container => container.sidecar);
  // Before 1.29 the kubelet starts containers in list order, so sidecars go first.
  const beside = version.nativeSidecars ? [] : sidecars;
  const early = version.nativeSidecars ? contents.containers : contents.containers.filter(container => !container.sidecar);
  const render = (container: PlannedContainer) => {
    const rendered = withSharedEnv(runtimeContainer(container, app, version), container, contents, version);
    return container.config ? withConfig(rendered, app, contents) : rendered;
  };
  const others = beside.map(render);
  const application = applicationContainer(app, contents, version);
  const ends = needsCompletionFile(app, sidecars, version);
  const initContainers = early.map(render).map(patched);
  const together = ends ? [...others.map(endingSidecar), endingApplication(application)] : [...others, application];
  const containers = together.map(patched);
  const all = volumes(app, contents, ends ? [COMPLETION_VOLUME] : []);
  return {
    ...settings(app, contents),
    ...nonEmpty('initContainers', initContainers),
    containers,
    ...nonEmpty('volumes', all.map(volume => onlyRead(volume, [...initContainers, ...containers]))),
  };
}

/**
 * A claim that is only read is mounted read-only as a whole: otherwise the kubelet would give all of its files to the
 * group of this pod, and take them from the pods that write them.
 */
function onlyRead(volume: Volume, containers: Container[]): Volume {
  const claim = volume.persistentVolumeClaim;
  if (!claim || claim.readOnly) return volume;
  const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter(({ name }) => name === volume.name));
  // What no container mounts may be for one that a patch of the spec adds.
  const isRead = mounts.length > 0 && mounts.every(({ readOnly }) => readOnly);
  return isRead ? { ...volume, persistentVolumeClaim: { ...claim, readOnly: true } } : volume;
}

/** All that is neither a container nor a volume. */
function settings(app: Application, { nodeLabels }: PodContents): Omit<PodSpec, 'containers'> {
  return {
    serviceAccountName: app.serviceAccount,
    automountServiceAccountToken: app.apiToken,
    enableServiceLinks: false,
    priorityClassName: app.priorityClassName,
    terminationGracePeriodSeconds: app.drainSeconds + app.stopSeconds,
    securityContext: podSecurityContext(app),
    ...app.spec,
    ...(nodeLabels.size > 0 && { affinity: onNodesWith([...nodeLabels], app.spec.affinity) }),
  };
}

function podSecurityContext({ security, privileges }: Application): PodSecurityContext {
  if (!security && !privileges) return RESTRICTED;
  const groups = [...security?.supplementalGroups ?? [], ...privileges?.pod.supplementalGroups ?? []];
  return {
    ...RESTRICTED, ...security, ...privileges?.pod, ...(groups.length > 0 && { supplementalGroups: [...new Set(groups)] }),
  };
}

function applicationContainer(app: Application, plan: PodContents, version: KubernetesVersion): Container {
  const own = app.container.spec;
  const container = plan.watchedFiles.length > 0 ? watchingApplication(own, plan.watchedFiles, app.stopSeconds) : own;
  return {
    ...container,
    ...nonEmpty('env', inOrderOfUse(Array.from(plan.env, ([name, value]) => envVar(value, name)).concat(container.env ?? []))),
    ...nonEmpty('envFrom', app.envFrom.concat(container.envFrom ?? [])),
    ...nonEmpty('volumeMounts', [plan.mounts.map(volumeMount), app.mounts, container.volumeMounts ?? []].flat()),
    lifecycle: withDrain(container.lifecycle, app.drainSeconds, plan, version),
    securityContext: app.privileges ? { ...container.securityContext, ...app.privileges.container } : container.securityContext,
  };
}

/** Delays SIGTERM until every client knows that the endpoint is gone; the user's own hook wins. */
function withDrain(
  lifecycle: Lifecycle | undefined, seconds: number, plan: PodContents, version: KubernetesVersion,
): Lifecycle | undefined {
  if (seconds === 0 || lifecycle?.preStop) return lifecycle;
  const { drainHook } = plan;
  if (drainHook) return { ...lifecycle, preStop: { httpGet: { path: drainHook.path, port: drainHook.port, scheme: 'HTTP' } } };
  if (version.preStopSleep) return { ...lifecycle, preStop: { sleep: { seconds } } };
  return { ...lifecycle, preStop: { exec: { command: ['sleep', `${seconds}`] } } };
}

function runtimeContainer(planned: PlannedContainer, app: Application, version: KubernetesVersion): Container {
  if (!planned.sidecar) return plannedContainer(planned);
  if (version.nativeSidecars) return nativeSidecar(planned.container, planned);
  const spec = plannedContainer(planned);
  if (planned.stopCommand === undefined || app.runsToCompletion) return spec;
  const stop = ['sh', '-c', `sleep ${app.drainSeconds}; ${planned.stopCommand}`];
  return { ...spec, lifecycle: { ...spec.lifecycle, preStop: { exec: { command: stop } } } };
}

/** Before 1.29 an init container runs before what these variables lead to. */
function withSharedEnv(
  container: Container, { origin, sidecar }: PlannedContainer, { sharedEnv, env }: PodContents,
  { nativeSidecars }: KubernetesVersion,
): Container {
  if (sharedEnv.size === 0 || origin.type !== OriginType.USER || !(sidecar || nativeSidecars)) return container;
  const own = (container.env ?? []).map(({ name }) => name);
  const shared = [...sharedEnv].filter(name => !own.includes(name)).map(name => envVar(env.get(name)!, name));
  return { ...container, ...nonEmpty('env', inOrderOfUse([...shared, ...container.env ?? []])) };
}

/** What the application has of the workload's configuration. */
function withConfig(container: Container, { envFrom, configMounts }: Application, { env }: PodContents): Container {
  // Files of each shard are found by a variable.
  const named = [...env].filter(([name]) => configMounts.some(({ subPathExpr }) => subPathExpr?.includes(`$(${name})`)));
  return {
    ...container,
    ...nonEmpty('env', inOrderOfUse([...named.map(([name, value]) => envVar(value, name)), ...container.env ?? []])),
    ...nonEmpty('envFrom', [...envFrom, ...container.envFrom ?? []]),
    ...nonEmpty('volumeMounts', [...configMounts, ...container.volumeMounts ?? []]),
  };
}

const nativeSidecar = onceForShared((_container: RenderedContainer, planned: PlannedContainer): Container => (
  { ...plannedContainer(planned), restartPolicy: 'Always' }
));

function plannedContainer({ container: { spec }, mounts, keepImageUser }: PlannedContainer): Container {
  return {
    ...spec,
    securityContext: keepImageUser ? spec.securityContext : {
      ...spec.securityContext,
      runAsUser: spec.securityContext?.runAsUser ?? GROUP,
      runAsGroup: spec.securityContext?.runAsGroup ?? GROUP,
    },
    ...nonEmpty('volumeMounts', [...mounts.map(volumeMount), ...(spec.volumeMounts ?? [])]),
  };
}

function volumeMount(mount: PodMount) {
  const { volume: name, path: mountPath, subPath, propagation } = mount;
  return {
    name,
    mountPath,
    readOnly: (mount.readOnly ?? true) || undefined,
    ...(subPath && { subPath }),
    ...(propagation && { mountPropagation: propagation }),
  };
}

/** The last one of each name. */
function volumes(app: Application, plan: PodContents, own: Volume[]): Volume[] {
  // A volume without source is a claim of a StatefulSet, whose controller writes it into each pod.
  const planned = [...plan.volumes.values()].map(({ name, source }, n) => ({
    name, ...(plan.volumeOrigins[n].type === OriginType.USER ? keptSource(source) : source),
  })).filter(volume => Object.keys(volume).length > 1);
  const all = [
    planned,
    app.container.volumes,
    plan.containers.flatMap(({ container }) => container.volumes),
    restarts(plan.watchedFiles) ? [RESTARTS_VOLUME] : [],
  ].flat();
  return [...new Map(all.map(volume => [volume.name, volume])).values(), ...own];
}

function patch<T>(value: T, patches: PlannedPatch[]): T {
  return patches.length === 0 ? value : patches.reduce(applyPatch, clean(value));
}

/** JSON patches apply to what will be written, which has no undefined values. */
function clean<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function nonEmpty<K extends string, T>(key: K, list: T[]): { [k in K]?: T[] } {
  return (list.length > 0 ? { [key]: list } : {}) as { [k in K]?: T[] };
}
