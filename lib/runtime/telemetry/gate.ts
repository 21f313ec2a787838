import { Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { GATE_LUA } from './gate-lua';
import { COLLECTOR_PORTS, LARGEST_REQUEST } from './settings';
import { section } from '../../languages/haproxy-section';
import { SidecarOptions } from '../../pod/container-options';
import { gateConfig, gateSidecar, HEALTH_CONNECTIONS, podsFrontend } from '../haproxy-gate';

/*
 * The collector has no limit for a client: connections, large requests and compressed ones of one pod would take the memory that
 * the whole node's logs need. So HAProxy stands before it, gives each address its share, and passes only what is whole, and small
 * once it is read. What it knows of the sender it says in a header, since the collector sees the connections of HAProxy alone.
 */

/** The header by which the collector knows a sender. Whatever a sender says there is replaced. */
export const SENDER_HEADER = 'x-sender-address';

/** Of one address: processes of a pod keep up to three connections each. */
const CONNECTIONS_OF_A_POD = 128;

/** Requests at a time of one address, and of all: their bodies wait here until they are whole. */
const REQUESTS_OF_A_POD = 8;
const REQUESTS = 24;

/**
 * What the requests of one address may weigh in ten seconds, in KiB: their bytes and what their parts take in memory. It is some
 * 3,000 spans of an SDK a second.
 */
const WEIGHT_OF_A_POD = 64 * 1024;

/** Requests at a time that the collector reads, of each protocol. */
const READ_AT_ONCE = 4;

const CONNECTIONS = 4000;

/** A whole request with its headers, and more: a full buffer is always too large a request. */
const BUFFER = LARGEST_REQUEST + 256 * 1024;
const HEADERS = 16 * 1024;

const WEIGHTS = [['unknown', 404], ['malformed', 400], ['large', 413]].map(([weight, status]) =>
  `http-request deny deny_status ${status} if { var(txn.weight) -m str ${weight} }`);

function configOf(folder: string): string {
  return gateConfig({
    connections: 2 * CONNECTIONS + HEALTH_CONNECTIONS + 50,
    global: [
      `lua-load ${folder}/gate.lua`,
      'tune.lua.maxmem 48',
      `tune.bufsize ${BUFFER}`,
      `tune.h2.fe.max-concurrent-streams ${2 * REQUESTS_OF_A_POD}`,
    ],
    defaults: [
      // Longer than most SDKs wait between two exports of metrics.
      'timeout http-keep-alive 2m',
      'timeout client 30s',
      'timeout server 30s',
      'timeout queue 10s',
      'retry-on conn-failure',
    ],
    sections: [
      section('backend requests', ['stick-table type ipv6 size 16k expire 30s store conn_cur,gpc(1),gpc_rate(1,10s)']),
      section('backend all', ['stick-table type integer size 10 expire 10s store conn_cur']),
      pods('grpc', COLLECTOR_PORTS.otlpGrpc),
      pods('http', COLLECTOR_PORTS.otlpHttp),
      section('backend grpc', [`server collector 127.0.0.1:${COLLECTOR_PORTS.behindGrpc} proto h2 maxconn ${READ_AT_ONCE}`]),
      section('backend http', [`server collector 127.0.0.1:${COLLECTOR_PORTS.behindHttp} maxconn ${READ_AT_ONCE}`]),
    ],
    healthPort: COLLECTOR_PORTS.gateHealth,
    healthAnswers: ['http-request return status 200'],
  });
}

/** What pods reach. */
function pods(protocol: string, port: number): string {
  return podsFrontend(`pods-${protocol}`, port, { ofAll: CONNECTIONS, ofAPod: CONNECTIONS_OF_A_POD }, [
    'http-request track-sc1 src table requests',
    `http-request deny deny_status 429 if { sc_conn_cur(1) gt ${REQUESTS_OF_A_POD} }`,
    `http-request deny deny_status 429 if { sc_gpc_rate(0,1) gt ${WEIGHT_OF_A_POD} }`,
    'http-request track-sc2 int(1) table all',
    `http-request deny deny_status 503 if { sc_conn_cur(2) gt ${REQUESTS} }`,
    'http-request deny deny_status 405 unless METH_POST',
    `http-request deny deny_status 400 if { req.hdrs,length gt ${HEADERS} }`,
    // What is compressed cannot be looked at. Requests do not leave their node.
    ...['content-encoding', 'grpc-encoding'].map(header =>
      `http-request return status 415 if { req.fhdr_cnt(${header}) gt 0 } !{ req.fhdr(${header}) -m str -i identity }`),
    // Who sends slowly holds up nobody: the collector gets what is whole.
    'http-request wait-for-body time 20s',
    `http-request deny deny_status 413 if { req.body_len gt ${LARGEST_REQUEST} }`,
    'http-request lua.weigh',
    'http-request sc-add-gpc(0,1) var(txn.kibibytes)',
    ...WEIGHTS,
    'http-request deny deny_status 503 unless { var(txn.weight) -m str fits }',
    `http-request set-header ${SENDER_HEADER} %[src]`,
    `default_backend ${protocol}`,
  ]);
}

/** Its files, in the folder of the collector's configuration. */
export function gateFiles(folder: string): { [name: string]: string } {
  return { 'haproxy.cfg': configOf(folder), 'gate.lua': GATE_LUA };
}

/** HAProxy before the collector. */
export function gate(image: string, folder: string): SidecarOptions {
  const port = COLLECTOR_PORTS.gateHealth;
  return gateSidecar(image, folder, {
    readiness: Probe.fromHttpGet('/', { port, periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(3) }),
    // On a node without idle CPU it answers late; a restart would not help.
    liveness: Probe.fromHttpGet('/', {
      port, periodSeconds: Duration.seconds(20), timeoutSeconds: Duration.seconds(10), failureThreshold: 6,
    }),
  }, {
    cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(24), limit: Size.mebibytes(256) },
  });
}
