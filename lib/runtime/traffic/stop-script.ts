import { WorkloadIntent } from '../workload-intent';

/**
 * The sidecar's preStop hook, which all versions of Kubernetes run at the deletion of the pod, beside that of the application.
 *
 * - At once, answers end their HTTP/1.1 connections, so that active clients leave.
 * - Shortly before the drain is over, a reload: the process that has all connections so far ends those of HTTP/2 by GOAWAY and
 *   closes idle ones; nobody has used those for almost the whole drain. A new process takes what still comes.
 * - At its end nothing new is accepted, and the proxy ends with the last connection.
 */
export function stopScript({ drainSeconds }: WorkloadIntent): string {
  const end = 'kill -USR1 1; sleep 3600';
  if (drainSeconds === 0) return end;
  const leaving = Math.min(2, drainSeconds / 2);
  return `date +%s >/run/haproxy/drain; sleep ${drainSeconds - leaving}; kill -USR2 1; sleep ${leaving}; ${end}`;
}
