import { AppPort } from '../workload-intent';

/** Where the proxy accepts plain HTTP or TCP from ingress controllers and gateways, for the first port that is exposed. */
export const PLAIN_PORT = 8081;

/** Where the proxy answers the kubelet: `/healthz` and `/drain`. */
export const ADMIN_PORT = 8480;

export interface ProxiedPort extends AppPort {
  /** The proxy's port for it. */
  readonly mtls: number;
  /** Its port for those who have no certificate, if it is exposed. */
  readonly plain?: number;
}

export function proxiedPorts(ports: AppPort[]): ProxiedPort[] {
  let plain = PLAIN_PORT;
  return ports.map((port, n) => ({ ...port, mtls: mtlsPort(n), ...(port.exposed && { plain: plain++ }) }));
}

/** Where the proxy accepts mTLS calls for the n-th port of the application. */
export function mtlsPort(n: number): number {
  return 8443 + n;
}
