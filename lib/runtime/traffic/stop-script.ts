import { COMPLETION_FILE } from '../../pod/completion';
import { WorkloadIntent } from '../workload-intent';
import { closedAfter, handedOverAfter, rounded } from './drain-steps';

/**
 * The sidecar's preStop hook, which all versions of Kubernetes run at the deletion of the pod, beside that of the application.
 *
 * - At once, answers end their HTTP/1.1 connections, so that active clients leave.
 * - Then a reload: the process that has all connections so far ends those of HTTP/2 by GOAWAY and closes idle ones, which nobody
 *   has used since the drain began. A new process takes what still comes.
 * - Shortly before the application is told to end, nothing new is accepted. The proxy ends with its last connection.
 */
export function stopScript(workload: WorkloadIntent): string | undefined {
  const { drainSeconds, calls } = workload;
  if (calls.length > 0) return outlasting(workload);
  const end = 'kill -USR1 1; sleep 3600';
  return drainSeconds === 0 ? end : `${BEGIN}; ${handOver(drainSeconds)}; ${end}`;
}

const BEGIN = 'date +%s >/run/haproxy/drain';

/** Until nothing new is accepted. */
function handOver(drainSeconds: number): string {
  const reload = handedOverAfter(drainSeconds);
  return `sleep ${reload}; kill -USR2 1; sleep ${rounded(closedAfter(drainSeconds) - reload)}`;
}

/**
 * The application may call until it has ended, and the proxy must be there as long. From 1.29 on Kubernetes ends the application
 * first, once this hook is over; before, it is what outlast.lua has found out. In a job before 1.29 the application itself says
 * so.
 */
function outlasting({ drainSeconds, ports, runsToCompletion, cluster: { version: { nativeSidecars } } }: WorkloadIntent) {
  if (runsToCompletion) return nativeSidecars ? undefined : `until [ -e ${COMPLETION_FILE} ]; do sleep 1; done`;
  const drain = ports.length > 0 && drainSeconds > 0 ? handOver(drainSeconds) : `sleep ${drainSeconds}`;
  const end = nativeSidecars ? '' : '; kill -USR1 1; sleep 3600';
  // The first look of outlast.lua comes within a second.
  return `${BEGIN}; ${drain}; sleep 2; while ls /run/haproxy/open-* >/dev/null 2>&1; do sleep 1; done${end}`;
}
