import { ADMIN_PORT } from './ports';
import { bind, section } from '../../languages/haproxy-section';
import { WorkloadIntent } from '../workload-intent';

/** Connections of the admin port at a time. They have nothing in common with those of callers. */
export const ADMIN_PLACES = 200;

/** Of these, for one source: the kubelet of the node needs three. */
const PLACES_OF_A_SOURCE = 10;

/**
 * Answers the kubelet, and starts nothing: `/drain` is the application's preStop hook where Kubernetes has no sleep of its own.
 * It answers when the drain is over, and only then the application stops. It needs no shell in the image.
 */
export function adminFrontend({ drainSeconds, cluster }: WorkloadIntent): string {
  const waits = !cluster.version.preStopSleep && drainSeconds > 0;
  return [
    section('frontend admin from base', [
      'mode http',
      'no log',
      `maxconn ${ADMIN_PLACES}`,
      ...bind(ADMIN_PORT),
      'option httpclose',
      'timeout client 2s',
      'timeout http-request 2s',
      'tcp-request connection track-sc0 src table probes',
      `tcp-request connection reject if { sc0_conn_cur(probes) gt ${PLACES_OF_A_SOURCE} }`,
      ...(waits ? [`timeout tarpit ${drainSeconds}s`, 'http-request tarpit deny_status 200 if { path /drain }'] : []),
      'http-request return status 200 content-type text/plain string ok if { path /healthz }',
      'http-request return status 404',
    ]),
    section('backend probes from base', ['stick-table type ipv6 size 1k expire 1m store conn_cur']),
  ].join('\n');
}
