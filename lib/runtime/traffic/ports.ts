import { AppPort } from '../workload-intent';

/** Where the proxy takes calls over mTLS; the n-th port of the application is at 8443 + n. */
const MTLS = 8443;

/** Where the proxy takes plain HTTP or TCP from ingress controllers and gateways. */
export const PLAIN_PORT = 8081;

/** Where the proxy answers the kubelet: `/healthz` and `/drain`. */
export const ADMIN_PORT = 8480;

export interface ProxiedPort extends AppPort {
  /** The proxy's port for it. */
  readonly mtls: number;
}

export function proxiedPorts(ports: AppPort[]): ProxiedPort[] {
  return ports.map((port, n) => ({ ...port, mtls: MTLS + n }));
}

export function mtlsPorts(count: number): number[] {
  return Array.from({ length: count }, (_, n) => MTLS + n);
}
