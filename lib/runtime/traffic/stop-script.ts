import { COMPLETION_FILE } from '../../pod/completion';
import { WorkloadIntent } from '../workload-intent';

/**
 * The sidecar's preStop hook, which all versions of Kubernetes run at the deletion of the pod, beside that of the application.
 *
 * - At once, answers end their HTTP/1.1 connections, so that active clients leave.
 * - Shortly before the drain is over, a reload: the process that has all connections so far ends those of HTTP/2 by GOAWAY and
 *   closes idle ones, which nobody has used since the drain began. A new process takes what still comes.
 * - At its end nothing new is accepted, and the proxy ends with the last connection.
 */
export function stopScript(workload: WorkloadIntent): string | undefined {
  const { drainSeconds, calls } = workload;
  if (calls.length > 0) return outlasting(workload);
  const end = 'kill -USR1 1; sleep 3600';
  if (drainSeconds === 0) return end;
  // Enough for a kubelet on a busy node, which may run this hook some seconds after that of the application.
  const leaving = Math.min(4, drainSeconds / 2);
  return `date +%s >/run/haproxy/drain; sleep ${drainSeconds - leaving}; kill -USR2 1; sleep ${leaving}; ${end}`;
}

/**
 * The application may call until it has ended, and the proxy must be there as long. From 1.29 on Kubernetes ends the application
 * first, once this hook is over; before, it is what outlast.lua has found out. In a job before 1.29 the application itself says
 * so.
 */
function outlasting({ drainSeconds, ports, runsToCompletion, cluster: { version: { nativeSidecars } } }: WorkloadIntent) {
  if (runsToCompletion) return nativeSidecars ? undefined : `until [ -e ${COMPLETION_FILE} ]; do sleep 1; done`;
  const leaving = Math.min(4, drainSeconds / 2);
  const reload = ports.length > 0 && drainSeconds > 0;
  const drain = reload ? `sleep ${drainSeconds - leaving}; kill -USR2 1; sleep ${leaving}` : `sleep ${drainSeconds}`;
  const end = nativeSidecars ? '' : '; kill -USR1 1; sleep 3600';
  // The first look of outlast.lua comes within a second.
  return `date +%s >/run/haproxy/drain; ${drain}; sleep 2; while ls /run/haproxy/open-* >/dev/null 2>&1; do sleep 1; done${end}`;
}
