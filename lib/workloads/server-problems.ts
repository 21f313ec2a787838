import { MountPropagation } from 'cdk8s-plus-27';
import type { Container } from 'kubernetes-types/core/v1';
import { Application } from '../pod/application';
import { PodMount } from '../pod/container-options';
import { PlannedContainer } from '../pod/pod-contents';
import { PodPlan } from '../pod/pod-plan';
import { OriginType } from '../tree/origin';
import { must, Problem } from '../validation/problem';
import { keyed } from '../validation/words';

/** What the API server refuses in a container, or the kubelet takes in another sense than it is meant. */
export function serverProblems(app: Application, plan: PodPlan): Problem[] {
  const grace = app.drainSeconds + app.stopSeconds;
  const { mounts } = plan._read();
  return [
    subPathProblems('container', app.container.spec),
    preStopProblems('container', app.container.spec, grace),
    app.privileges?.container.privileged ? [] : propagationProblems('container', app.container.spec, mounts),
    plan._read().containers.flatMap(planned => saysMore(planned) ? besideProblems(planned, grace) : []),
  ].flat();
}

function besideProblems({ name, sidecar, origin, mounts, container: { spec } }: PlannedContainer, grace: number): Problem[] {
  const field = keyed('pod.containers', name);
  return [
    subPathProblems(field, spec),
    propagationProblems(field, spec, mounts),
    // That of a component knows when to stop.
    origin.type === OriginType.USER ? preStopProblems(field, spec, grace) : [],
    sidecar ? [] : initContainerProblems(field, spec),
  ].flat();
}

/** Most containers of the runtime say nothing of all this. */
function saysMore({ origin, mounts, container: { spec } }: PlannedContainer): boolean {
  const { volumeMounts, lifecycle, startupProbe, readinessProbe, livenessProbe } = spec;
  return origin.type === OriginType.USER || mounts.some(({ propagation }) => propagation !== undefined)
    || (volumeMounts ?? lifecycle ?? startupProbe ?? readinessProbe ?? livenessProbe) !== undefined;
}

function subPathProblems(field: string, { volumeMounts = [] }: Container): Problem[] {
  return volumeMounts.filter(({ subPath, subPathExpr }) => subPath && subPathExpr).map(({ mountPath, subPath, subPathExpr }) => ({
    field: `${keyed(`${field}.volumeMounts`, mountPath)}.subPathExpr`,
    value: subPathExpr,
    rule: `says the folder a second time: subPath is "${subPath}"`,
    fix: 'Keep one of the two.',
  }));
}

/** Privileged are containers of daemons alone that say so. */
function propagationProblems(field: string, { volumeMounts = [] }: Container, planned: PodMount[]): Problem[] {
  const both = [
    ...volumeMounts.map(({ mountPath, mountPropagation }) => ({ path: mountPath, propagation: mountPropagation })), ...planned,
  ];
  return both.filter(({ propagation }) => propagation === MountPropagation.BIDIRECTIONAL).map(({ path }) => ({
    field: `${keyed(`${field}.volumeMounts`, path)}.propagation`,
    value: MountPropagation.BIDIRECTIONAL,
    rule: 'mounts on the node itself, which the API server lets privileged containers alone do',
    fix: 'Write MountPropagation.HOST_TO_CONTAINER, or in a daemon add HostAccess.privileged(reason).',
  }));
}

/** Only an ordinary init container: a sidecar may have all of these. */
function initContainerProblems(field: string, spec: Container): Problem[] {
  const parts = {
    startup: spec.startupProbe, readiness: spec.readinessProbe, liveness: spec.livenessProbe, lifecycle: spec.lifecycle,
  };
  return Object.entries(parts).filter(([, value]) => value !== undefined && Object.keys(value).length > 0).map(([name]) => ({
    field: `${field}.${name}`,
    rule: 'has no meaning in an init container, and the API server refuses it',
    fix: 'Remove it, or let the container run beside the application: pod.addSidecar.',
  }));
}

function preStopProblems(field: string, { lifecycle }: Container, grace: number): Problem[] {
  const command = lifecycle?.preStop?.exec?.command;
  if (command === undefined) return [];
  const seconds = sleepOf(command);
  const longer = seconds < Infinity ? `Write stop: Duration.seconds(${seconds + 30}), or ` : 'Write a time, or ';
  return must(seconds < grace || seconds === 0, {
    field: `${field}.lifecycle.preStop`,
    value: `${seconds} s`,
    rule: `sleeps longer than the pod may take to end, ${grace} s, so that the application would be killed without SIGTERM`,
    fix: `${longer}leave the hook out: the drain waits already.`,
  });
}

const SLEEP = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?|inf|infinity)([smhd]?)(?=$|[\s;&])/g;
const SECONDS: Record<string, number> = { '': 1, 's': 1, 'm': 60, 'h': 3600, 'd': 86400 };

/** The seconds that a command sleeps, as far as it says so. */
function sleepOf(command: string[]): number {
  return [...command.join(' ').matchAll(SLEEP)]
    .map(([, amount, unit]) => (amount.startsWith('inf') ? Infinity : Number(amount)) * SECONDS[unit])
    .reduce((sum, seconds) => sum + seconds, 0);
}
