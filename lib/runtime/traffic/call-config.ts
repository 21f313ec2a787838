import { closedAfter } from './drain-steps';
import { section } from '../../languages/haproxy-section';
import { sectionName, word } from '../../languages/haproxy-words';
import { OutgoingCall } from '../outgoing-call';
import { WorkloadIntent } from '../workload-intent';

/*
 * How calls go out. HAProxy cannot look at the certificate of a server before it sends the request, unless it knows no HTTP. So
 * a call by HTTP has three stages in one process, each connected to the next by a Unix socket: `call.` understands HTTP and keeps
 * connections, `dial.` is TCP with TLS, and `out.` looks the callee up, and gives it up once it no longer answers at all. Other
 * calls have `call.` alone, which does what the last two do.
 */

/** Seconds that a WebSocket may be silent, and an idle connection of the application be kept: it is the one to close it. */
const HOUR = 3600;

/** Lines of the global section. */
export function callGlobals({ calls, drainSeconds, ports }: WorkloadIntent): string[] {
  return [
    'lua-load /etc/haproxy/callee.lua',
    // A line of HAProxy has 64 words at most, and 2,048 characters.
    `setenv CALLS ${calls.length}`,
    ...calls.map((call, n) => `setenv CALL_${n + 1} ${protocolOf(call)}:${call.connections}:${nameOf(call)}`),
    'lua-load /etc/haproxy/calls.lua',
    `lua-load /etc/haproxy/outlast.lua ${closedAfter(drainSeconds)} ${ports[0]?.number ?? 0}`,
  ];
}

/** For each connection to the callee: requests that wait for one, and connections of the application that may be idle. */
const [WAITING, KEPT] = [6, 8];

/** Connections of all of them together, those between the two stages included. */
export function callPlaces(calls: OutgoingCall[]): number {
  return calls.reduce((sum, { http, connections }) => sum + connections * (http ? KEPT + 3 : 1), 0);
}

/** Seconds after which a callee is gone that does not even acknowledge what was sent. Linux itself would wait for 15 minutes. */
const GONE = 30;

/** A section for each stage. */
export function callSections(calls: OutgoingCall[]): string[] {
  return calls.length === 0 ? [] : [RESOLVERS, DEFAULTS, ...calls.map(call => call.http ? httpCall(call) : tcpCall(call))];
}

/** A callee may come later than its callers: it is looked up when it is called, and what is not found is not remembered. */
const RESOLVERS = section('resolvers pod', [
  'parse-resolv-conf',
  'accepted_payload_size 8192',
  'resolve_retries 3',
  'timeout resolve 1s',
  'timeout retry 1s',
  ...['nx', 'other', 'refused', 'timeout', 'obsolete'].map(what => `hold ${what} 0s`),
]);

const DEFAULTS = section('defaults calls from base', [
  // With the TLS handshake, for which busy machines take long.
  'timeout connect 10s',
  'timeout queue 30s',
  'timeout server-fin 5s',
  // What nobody waits for any more is not done.
  'option abortonclose',
  // Of two servers, one is only being replaced.
  'balance roundrobin',
  'option redispatch 1',
]);

/** No port of an application can be called like that. */
function nameOf({ name, localPort }: OutgoingCall): string {
  return `${sectionName(name)}.${localPort}`;
}

function protocolOf({ http, http2 }: OutgoingCall): string {
  if (!http) return 'tcp';
  return http2 ? 'h2' : 'h1';
}

function httpCall(call: OutgoingCall): string {
  const { host, localPort, http2, connections, retry } = call;
  const name = nameOf(call);
  const [socket, out] = [`/run/haproxy/${name}.sock`, `/run/haproxy/${name}.out.sock`];
  const proto = http2 ? ' proto h2' : '';
  const tunnel = Math.max(HOUR, call.silenceSeconds);
  return [
    section(`frontend call.${name} from calls`, [
      'mode http',
      'option httplog',
      'option http-keep-alive',
      // The application may be about to send a request.
      'option idle-close-on-response',
      `bind 127.0.0.1:${localPort}${proto}`,
      `maxconn ${KEPT * connections}`,
      `timeout client ${call.silenceSeconds}s`,
      `timeout http-keep-alive ${HOUR}s`,
      `http-request deny deny_status 503 if { be_conn(call.${name}) ge ${WAITING * connections} }`,
      // The callee has a name of its own.
      `http-request set-header host ${word(host)} if { req.hdr(host) -m reg ^(127\\.0\\.0\\.1|localhost)(:[0-9]+)?$ }`,
      `default_backend call.${name}`,
    ]),
    section(`backend call.${name} from calls`, [
      'mode http',
      'option http-keep-alive',
      'http-reuse always',
      'retries 2',
      ...(retry ? [
        // What has been sent may have been done: of these requests it does no harm twice.
        'retry-on conn-failure empty-response',
        'http-request disable-l7-retry unless { method GET HEAD OPTIONS }',
      ] : []),
      `timeout server ${call.silenceSeconds}s`,
      `timeout tunnel ${tunnel}s`,
      // Many at once wait for connections that are there, rather than for handshakes.
      `server callee unix@${socket} maxconn ${connections}${proto}`,
    ]),
    section(`listen dial.${name} from calls`, [
      `bind unix@${socket} mode 600`,
      `maxconn ${2 * connections}`,
      // The stage before says what became of a request, the logs of the others why.
      ...relay('%[bc_err_str] %[ssl_bc_err_str]', tunnel + 10),
      filterOf(call),
      `server callee unix@${out} ${tlsOf(http2 ? 'h2' : 'http/1.1')}`,
    ]),
    section(`listen out.${name} from calls`, [
      `bind unix@${out} mode 600`,
      `maxconn ${2 * connections}`,
      ...relay('%[bc_err_str]', tunnel + 20),
      ...lookup(call),
      // The stage before tries again.
      'retries 0',
      `server callee 0.0.0.0 tcp-ut ${GONE}s`,
    ]),
  ].join('\n');
}

function tcpCall(call: OutgoingCall): string {
  return section(`listen call.${nameOf(call)} from calls`, [
    `bind 127.0.0.1:${call.localPort}`,
    `maxconn ${call.connections}`,
    ...relay('%[bc_err_str] %[ssl_bc_err_str]', call.silenceSeconds),
    filterOf(call),
    ...lookup(call),
    `server callee 0.0.0.0 ${tlsOf()}`,
  ]);
}

/** @param errors what the log says of the connection to the next stage, or to the callee */
function relay(errors: string, seconds: number): string[] {
  return [
    'mode tcp',
    `log-format "%ft: ${errors} (%ts after %Tt ms)"`,
    `timeout client ${seconds}s`,
    `timeout server ${seconds}s`,
    `timeout tunnel ${seconds}s`,
  ];
}

const filterOf = ({ spiffeId }: OutgoingCall): string => `filter lua.callee ${word(spiffeId)}`;

function lookup({ host, port }: OutgoingCall): string[] {
  return [
    'tcp-request inspect-delay 5s',
    `tcp-request content do-resolve(txn.callee,pod,ipv4) str(${word(host)})`,
    'tcp-request content reject unless { var(txn.callee) -m found }',
    'tcp-request content set-dst var(txn.callee)',
    `tcp-request content set-dst-port int(${port})`,
  ];
}

/** A name of the certificate is not looked for: SNI would have HAProxy want it. */
function tlsOf(alpn?: string): string {
  const identity = 'crt "${CERTIFICATE}" ca-file "${AUTHORITIES}"';
  return `ssl ${identity} verify required ssl-min-ver TLSv1.2 no-ssl-reuse${alpn === undefined ? '' : ` alpn ${alpn}`}`;
}
