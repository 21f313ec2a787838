import type { Container, Volume } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { PlannedContainer } from './pod-contents';
import { PodPlan } from './pod-plan';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { passOnStop } from '../languages/shell';
import { must, Problem } from '../validation/problem';

/*
 * Before Kubernetes 1.29 a sidecar is an ordinary container, and a pod does not end before all of its containers have.
 * There a shell runs the application and creates a file when it has ended; each sidecar's shell then stops the sidecar.
 * So both containers must set their command, and their images need `sh`.
 */

const FOLDER = '/var/run/completion';
/** There once the application has ended. */
export const COMPLETION_FILE = `${FOLDER}/done`;

const COMPLETION_MOUNT = { name: 'completion', mountPath: FOLDER };

export const COMPLETION_VOLUME: Volume = { name: COMPLETION_MOUNT.name, emptyDir: { sizeLimit: '1Mi' } };

/** Passes on the signal to stop and the exit code. It waits again, since a shell's `wait` also returns when a signal arrives. */
const APPLICATION = `"$@" & child=$!
${passOnStop()}
wait "$child"; code=$?
while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
touch ${COMPLETION_FILE}
exit "$code"`;

/** Restarts a sidecar that ends too early, as the kubelet does with native ones; its exit code never fails the pod. */
const SIDECAR = `"$@" & child=$!
stop() { kill "$child" 2>/dev/null; wait "$child"; exit 0; }
trap stop TERM INT
until [ -e ${COMPLETION_FILE} ]; do
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

/** Whether the pod needs the completion file. */
export function needsCompletionFile(app: Application, sidecars: PlannedContainer[], version: KubernetesVersion): boolean {
  return app.runsToCompletion && sidecars.length > 0 && !version.nativeSidecars;
}

/** A shell cannot run a command that only the image defines. */
export function completionProblems(app: Application, plan: PodPlan, version: KubernetesVersion): Problem[] {
  const sidecars = plan._read().containers.filter(container => container.sidecar);
  if (!needsCompletionFile(app, sidecars, version)) return [];
  const { volumes, mounts } = plan._read();
  const rule = `would keep the pod from ending: on Kubernetes ${version} a shell must run the sidecar, and needs its command`;
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
      rule: `must be set, so that these sidecars end with the application on Kubernetes ${version}`,
      fix: 'Write the command (the image needs "sh"), or run on Kubernetes 1.29.',
    })),
  ];
}
