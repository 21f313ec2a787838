import { Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { section } from '../../languages/haproxy-section';
import { SidecarOptions } from '../../pod/container-options';
import { gateConfig, gateSidecar, podsFrontend } from '../haproxy-gate';

/** The port that pods call. */
export const PORT = 8080;

/** The port that only the kubelet calls. */
export const HEALTH_PORT = 8081;

/** Where rclone listens, on the pod's loopback address. */
export const STORE_PORT = 8079;

/** The folder of its configuration, which is the daemon's. */
const CONFIG_FOLDER = '/etc/gate';

/** A fetch opens up to 8, see FETCH_SCRIPT. */
const CONNECTIONS_OF_A_POD = 16;

/** rclone itself has no limit for clients: one pod's connections would take the memory that other pods need. */
const GATE_CONFIG = gateConfig({
  connections: 2000,
  defaults: [
    'timeout http-keep-alive 10s',
    'timeout queue 30s',
    // Without progress; a large file may take hours.
    'timeout client 30s',
    'timeout server 5m',
    'retry-on conn-failure empty-response',
  ],
  sections: [
    podsFrontend('pods', PORT, { ofAll: 1000, ofAPod: CONNECTIONS_OF_A_POD }, [
      'http-request deny deny_status 405 unless METH_GET',
      'http-request deny deny_status 400 if { path,url_dec -m reg \'(^|[/\\\\])\\.\\.([/\\\\]|$)\' }',
      'http-request deny deny_status 400 if { path,url_dec -m reg [[:cntrl:]] }',
      // Many ranges in one request cost more than they ask for.
      'http-request del-header range if { req.fhdr(range) -m sub , }',
      'default_backend rclone',
    ]),
    section('backend rclone', [
      // rclone answers so without asking the store.
      'option httpchk OPTIONS /',
      'http-check expect status 405',
      // Each request may take a megabyte of rclone's memory.
      `server rclone 127.0.0.1:${STORE_PORT} maxconn 256 check inter 2s fall 3 rise 1`,
    ]),
  ],
  healthPort: HEALTH_PORT,
  healthAnswers: [
    'http-request return status 200 if { path /healthz }',
    'http-request return status 200 if { path /ready } { nbsrv(rclone) gt 0 }',
    'http-request return status 503',
  ],
});

export const GATE_FILES = { mountPath: CONFIG_FOLDER, files: { 'haproxy.cfg': GATE_CONFIG } };

/** HAProxy before rclone. */
export function gate(image: string): SidecarOptions {
  return gateSidecar(image, CONFIG_FOLDER, {
    liveness: Probe.fromHttpGet('/healthz', { port: HEALTH_PORT, periodSeconds: Duration.seconds(10) }),
  }, {
    cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(128) },
  });
}

/** Whether rclone answers, through the gate. */
export function answers(): { readiness: Probe; liveness: Probe } {
  return {
    readiness: Probe.fromHttpGet('/ready', { port: HEALTH_PORT, periodSeconds: Duration.seconds(2) }),
    // A busy node answers late, and a restart would not help it.
    liveness: Probe.fromHttpGet('/ready', {
      port: HEALTH_PORT, periodSeconds: Duration.seconds(20), timeoutSeconds: Duration.seconds(5), failureThreshold: 6,
    }),
  };
}
