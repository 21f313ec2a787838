import type { Container, Volume } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { PlannedContainer } from './pod-contents';
import { PodPlan } from './pod-plan';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { must, Problem } from '../validation/problem';

/*
 * Before Kubernetes 1.29 a sidecar is a container like any other, and a pod with a container that never ends never ends.
 * There the application leaves a file when it has ended, and each sidecar ends when it sees it.
 * A shell runs both, so they name their commands, and their images have `sh`.
 */

const FOLDER = '/var/run/completion';
export const COMPLETION_MOUNT = { name: 'completion', mountPath: FOLDER };

export const COMPLETION_VOLUME: Volume = { name: COMPLETION_MOUNT.name, emptyDir: {} };

/** Hands SIGTERM on, and the exit code. A shell's wait also returns at a signal, hence twice. */
const APPLICATION = `"$@" & child=$!
trap 'kill "$child"' TERM INT
wait "$child"; code=$?
if kill -0 "$child" 2>/dev/null; then wait "$child"; code=$?; fi
touch ${FOLDER}/done
exit "$code"`;

/** Starts the sidecar again when it ends too early, as a native sidecar would be; its own exit code never fails the pod. */
const SIDECAR = `"$@" & child=$!
stop() { kill "$child" 2>/dev/null; wait "$child"; exit 0; }
trap stop TERM INT
until [ -e ${FOLDER}/done ]; do
  if ! kill -0 "$child" 2>/dev/null; then "$@" & child=$!; fi
  sleep 1 & wait $!
done
stop`;

export function endingApplication(container: Container): Container {
  return underShell(container, APPLICATION);
}

export function endingSidecar(container: Container): Container {
  return underShell(container, SIDECAR);
}

function underShell(container: Container, script: string): Container {
  return {
    ...container,
    command: ['sh', '-c', script, 'sh', ...(container.command ?? [])],
    volumeMounts: [...(container.volumeMounts ?? []), COMPLETION_MOUNT],
  };
}

/** Whether the pod needs the file. */
export function needsCompletionFile(app: Application, sidecars: PlannedContainer[], version: KubernetesVersion): boolean {
  return app.runsToCompletion && sidecars.length > 0 && !version.nativeSidecars;
}

/** A command that only the image knows cannot be run by a shell. */
export function completionProblems(app: Application, plan: PodPlan, version: KubernetesVersion): Problem[] {
  const sidecars = plan._read().containers.filter(container => container.sidecar);
  if (!needsCompletionFile(app, sidecars, version)) return [];
  const { volumes, mounts } = plan._read();
  const rule = `would keep the pod from ending: on Kubernetes ${version} it must be run by a shell, which needs its command`;
  return [
    ...[...volumes.keys()].filter(name => name === COMPLETION_MOUNT.name).map(value => ({
      field: 'pod.addVolume', value, rule: `is what ends the sidecars on Kubernetes ${version}`, fix: 'Choose another name.',
    })),
    ...mounts.filter(({ path }) => path === FOLDER).map(({ path }) => ({
      field: 'pod.mount', value: path, rule: `is what ends the sidecars on Kubernetes ${version}`, fix: 'Choose another path.',
    })),
    ...sidecars.filter(sidecar => sidecar.container.spec.command === undefined).map(sidecar => ({
      field: 'pod.addSidecar',
      value: sidecar.name,
      rule,
      fix: 'Write the sidecar\'s container.command (its image needs "sh"), or run on Kubernetes 1.29.',
    })),
    ...must(app.container.spec.command !== undefined, () => ({
      field: 'container.command',
      value: sidecars.map(sidecar => sidecar.name),
      rule: `must be there, so that these sidecars end with the application on Kubernetes ${version}`,
      fix: 'Write the command (the image needs "sh"), or run on Kubernetes 1.29.',
    })),
  ];
}
