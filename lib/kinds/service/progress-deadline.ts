import type { DeploymentSpec } from 'kubernetes-types/apps/v1';
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { INT32_MOST } from '../../validation/scalars';

/** What Kubernetes gives a rollout to get one more pod ready; then it, and Argo CD, call it failed. */
const DEFAULT_SECONDS = 600;

/** A rollout whose pods may take most of that time to start has it beside. */
export function progressDeadline(spec: PodSpec | undefined): Pick<DeploymentSpec, 'progressDeadlineSeconds'> {
  const { containers = [], initContainers = [] } = spec ?? {};
  // Sidecars start one after the other, and then the containers at once.
  const seconds = [...initContainers.map(startSeconds), Math.max(0, ...containers.map(startSeconds))].reduce((a, b) => a + b, 0);
  return seconds > DEFAULT_SECONDS / 2 ? { progressDeadlineSeconds: Math.min(DEFAULT_SECONDS + seconds, INT32_MOST) } : {};
}

/** How long a container may take to start, with Kubernetes' defaults of a probe. */
function startSeconds({ startupProbe }: Container): number {
  if (!startupProbe) return 0;
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = startupProbe;
  return initialDelaySeconds + periodSeconds * failureThreshold;
}
