import { plainValue } from '../../pod/plain-env';
import { PodPlan } from '../../pod/pod-plan';
import { WorkloadIntent } from '../workload-intent';

/** Where the application finds what it calls: at the proxy, or, where there are no certificates, the callee itself. */
export function addCallVariables(pod: PodPlan, { calls, cluster }: WorkloadIntent): void {
  for (const { variable, host, port, localPort, http, http2 } of calls) {
    const url = http && !http2;
    const at = cluster.identity ? `127.0.0.1:${localPort}` : `${host}${url && port === 80 ? '' : `:${port}`}`;
    pod._addSharedEnv(variable, plainValue(url ? `http://${at}` : at));
  }
}
