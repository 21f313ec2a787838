import { JsonPatch } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import type { Container, Lifecycle, PodSecurityContext, PodSpec, PodTemplateSpec, Volume } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { COMPLETION_VOLUME, endingApplication, endingSidecar, needsCompletionFile } from './completion';
import { containerSpec, envVar } from './container-spec';
import { onNodesWith } from './node-affinity';
import { PlannedContainer, PodMount, PodPlan, PodPlanContents } from './pod-plan';
import { watchingApplication } from './watching';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { onceForShared, share } from '../yaml/shared';

/** Everything in a pod but the application runs as this user unless it says otherwise; volumes belong to this group. */
const GROUP = 10001;

const RESTRICTED: PodSecurityContext = share({
  runAsNonRoot: true,
  fsGroup: GROUP,
  // Else the kubelet walks through every file of a large volume at each start.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
});

/** A pod plan, as the given Kubernetes version wants it. */
export function renderPod(app: Application, plan: PodPlan, version: KubernetesVersion): PodTemplateSpec {
  const contents = plan._read();
  const sidecars = contents.containers.filter(container => container.sidecar);
  const early = contents.containers.filter(container => version.nativeSidecars || !container.sidecar);
  // Before 1.29 the kubelet starts containers in list order, so sidecars go first.
  const beside = version.nativeSidecars ? [] : sidecars;

  const ends = needsCompletionFile(app, sidecars, version);

  const patched = (container: Container) => patch(container, contents, container.name);
  const initContainers = early.map(container => patched(runtimeContainer(container, app, version)));
  const spec: PodSpec = {
    serviceAccountName: app.serviceAccount,
    automountServiceAccountToken: app.apiToken,
    enableServiceLinks: false,
    priorityClassName: app.priorityClassName,
    terminationGracePeriodSeconds: app.drainSeconds + app.stopSeconds,
    securityContext: app.privileges ? { ...RESTRICTED, ...app.privileges.pod } : RESTRICTED,
    ...app.spec,
    ...(contents.nodeLabels.size > 0 && { affinity: onNodesWith([...contents.nodeLabels], app.spec.affinity) }),
    ...(initContainers.length > 0 && { initContainers }),
    containers: [
      ...beside.map(container => runtimeContainer(container, app, version)).map(container => patched(ends ? endingSidecar(container) : container)),
      ...[applicationContainer(app, contents, version)].map(container => patched(ends ? endingApplication(container) : container)),
    ],
    ...nonEmpty('volumes', [...volumes(app, contents), ...(ends ? [COMPLETION_VOLUME] : [])]),
  };
  return {
    metadata: {
      labels: contents.labels,
      annotations: {
        ...contents.annotations,
        ...(beside.length > 0 && { 'kubectl.kubernetes.io/default-container': app.name }),
      },
    },
    spec: contents.patches.length > 0 ? JsonPatch.apply(clean(spec), ...contents.patches) : spec,
  };
}

function applicationContainer(app: Application, plan: PodPlanContents, version: KubernetesVersion): Container {
  const plain = app.rendered;
  const container = plan.watchedFiles.length > 0 ? watchingApplication(plain, plan.watchedFiles, app.stopSeconds) : plain;
  return {
    ...container,
    ...nonEmpty('env', [...[...plan.env].map(([name, value]) => envVar(value, name)), ...(container.env ?? [])]),
    ...nonEmpty('envFrom', [...app.envFrom, ...(container.envFrom ?? [])]),
    ...nonEmpty('volumeMounts', [...plan.mounts.map(volumeMount), ...app.mounts, ...(container.volumeMounts ?? [])]),
    lifecycle: withDrain(container.lifecycle, app.drainSeconds, plan, version),
    securityContext: app.privileges ? { ...container.securityContext, ...app.privileges.container } : container.securityContext,
  };
}

/** Holds SIGTERM back until the endpoints' removal has reached every client; the user's own hook wins. */
function withDrain(lifecycle: Lifecycle | undefined, seconds: number, plan: PodPlanContents, version: KubernetesVersion): Lifecycle | undefined {
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

const nativeSidecar = onceForShared((_container: ContainerProps, planned: PlannedContainer): Container => ({ ...plannedContainer(planned), restartPolicy: 'Always' }));

function plannedContainer({ name, container: props, mounts = [] }: PlannedContainer): Container {
  const container = containerSpec(name, props);
  return {
    ...container,
    securityContext: { ...container.securityContext, runAsUser: container.securityContext?.runAsUser ?? GROUP },
    ...nonEmpty('volumeMounts', [...mounts.map(volumeMount), ...(container.volumeMounts ?? [])]),
  };
}

function volumeMount(mount: PodMount) {
  return { name: mount.volume, mountPath: mount.path, readOnly: (mount.readOnly ?? true) || undefined };
}

function volumes(app: Application, plan: PodPlanContents): Volume[] {
  // cdk8s-plus volumes travel with the containers that mount them.
  const users = [app.container, ...plan.containers.map(planned => planned.container)]
    .flatMap(container => container.volumeMounts ?? [])
    .map(mount => (mount.volume as unknown as { _toKube(): Volume })._toKube());
  // A volume without source is a claim of a StatefulSet, whose controller writes it into each pod.
  const planned = [...plan.volumes.values()].filter(volume => Object.keys(volume.source).length > 0);
  const all = [...planned.map(volume => ({ name: volume.name, ...volume.source })), ...users];
  return [...new Map(all.map(volume => [volume.name, volume])).values()];
}

function patch(container: Container, plan: PodPlanContents, name: string): Container {
  const operations = plan.containerPatches.filter(each => each.name === name).flatMap(each => each.operations);
  return operations.length > 0 ? JsonPatch.apply(clean(container), ...operations) : container;
}

/** JSON patches look at what will be written, where nothing is undefined. */
function clean<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function nonEmpty<K extends string, T>(key: K, list: T[]): { [k in K]?: T[] } {
  return (list.length > 0 ? { [key]: list } : {}) as { [k in K]?: T[] };
}
