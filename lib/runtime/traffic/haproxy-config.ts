import { callGlobals, callPlaces, callSections } from './call-config';
import { adminFrontend, ADMIN_PLACES } from './haproxy-admin';
import { TrafficLimits } from './limits';
import { ProxiedPort, proxiedPorts } from './ports';
import { bind, section } from '../../languages/haproxy-section';
import { format, sectionName, word } from '../../languages/haproxy-words';
import { IdentityComponent } from '../identity/component';
import { AppPort, WorkloadIntent } from '../workload-intent';

/** The configuration of the proxy, one section per task. */
export function haproxyConfig(workload: WorkloadIntent, limits: TrafficLimits): string {
  const ports = proxiedPorts(workload.ports);
  const { drainSeconds, stopSeconds, calls, cluster: { version: { preStopSleep } } } = workload;
  const exposed = ports.filter(({ plain }) => plain !== undefined);
  const frontends = ports.length + exposed.length;
  const seconds = drainSeconds + stopSeconds;
  const http = ports.some(port => port.http);
  const tcp = ports.some(port => !port.http);
  return [
    calls.length > 0
      ? globalSection(seconds, limits, frontends, callPlaces(calls), callGlobals(workload))
      : alike(limits, `global ${seconds} ${frontends}`, () => globalSection(seconds, limits, frontends)),
    alike(limits, `defaults ${http} ${tcp}`, () => defaults(limits, http, tcp)),
    ...ports.map(port => mtlsFrontend(port, workload, limits)),
    ...exposed.map((port, n) => plainFrontend(port, n, limits)),
    ...ports.map(port => backend(port, limits)),
    ...callSections(calls),
    TABLES,
    alike(limits, `admin ${drainSeconds} ${preStopSleep}`, () => adminFrontend(workload)),
  ].join('\n');
}

/** Sections that most workloads have alike, by limits and by all else that they depend on. */
const SECTIONS = new WeakMap<TrafficLimits, Map<string, string>>();

function alike(limits: TrafficLimits, key: string, make: () => string): string {
  const sections = SECTIONS.get(limits) ?? new Map<string, string>();
  SECTIONS.set(limits, sections);
  const text = sections.get(key) ?? make();
  sections.set(key, text);
  return text;
}

const TABLES = ['sources', 'requests'].map(table =>
  section(`backend ${table} from base`, ['stick-table type ipv6 size 10k expire 1m store conn_cur'])).join('\n');

/** Two files are open for each connection: with this many, some nodes' containers may not have that many open. */
const CERTAIN_CONNECTIONS = 9800;

function globalSection(
  seconds: number, limits: TrafficLimits, frontends: number, callers = 0, forCalls: string[] = [],
): string {
  // Never the limit that is met first: each frontend has its own.
  const connections = frontends * limits.places + callers + ADMIN_PLACES + 50;
  return section('global', [
    'log stdout format raw local0',
    `maxconn ${connections}`,
    // There it takes what it gets, rather than not to start.
    ...connections > CERTAIN_CONNECTIONS ? ['no strict-limits'] : [],
    'nbthread 1',
    'hard-stop-after 12h',
    'stats socket /run/haproxy/admin.sock mode 600 level admin',
    `setenv CERTIFICATE ${IdentityComponent.FOLDER}/tls.crt`,
    `setenv KEY ${IdentityComponent.FOLDER}/tls.key`,
    `setenv AUTHORITIES ${IdentityComponent.FOLDER}/ca.crt`,
    'setenv CERTIFICATES /etc/haproxy/certificates.list',
    `setenv DRAIN_SECONDS ${seconds}`,
    ...(frontends === 0 ? [] : ENTRY_LUA),
    ...forCalls,
    // The key of tls.crt is tls.key.
    'ssl-load-extra-del-ext',
    // Nobody resumes a session that an older certificate or CA had let in.
    'ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets',
    'tune.ssl.cachesize 0',
    `tune.bufsize ${limits.buffer}`,
    `tune.http.maxhdr ${limits.headers}`,
    `tune.h2.fe.max-concurrent-streams ${STREAMS}`,
    ...(limits.requestsPerConnection === undefined ? [] : [`tune.h2.fe.max-total-streams ${limits.requestsPerConnection}`]),
  ]);
}

/** Without an entry they have no certificate to renew, and nobody to tell of the drain. */
const ENTRY_LUA = ['spiffe', 'renew', 'drain'].map(file => `lua-load /etc/haproxy/${file}.lua`);

/** Requests at a time of one HTTP/2 connection. */
const STREAMS = 100;

/** What holds for all sections, and what HTTP frontends have in common. */
function defaults(limits: TrafficLimits, http: boolean, tcp: boolean): string {
  return [
    section('defaults base', [
      'log global',
      'option dontlog-normal',
      'option dontlognull',
      // A connection kept to the application could be closed by it just as a request is sent.
      'option http-server-close',
      // An application that is just starting refuses connections for a moment.
      'retry-on conn-failure',
      'retries 3',
      'timeout connect 2s',
      'timeout client-hs 5s',
      `timeout http-request ${limits.header}ms`,
      `timeout http-keep-alive ${limits.idle}ms`,
      `timeout client ${limits.silence}ms`,
      `timeout server ${limits.silence}ms`,
      `timeout tunnel ${limits.tunnel}ms`,
      'timeout client-fin 5s',
    ]),
    ...(http ? [section('defaults http from base', [
      'mode http', 'option httplog', ...entry(limits), ...httpRules(limits),
    ])] : []),
    ...(tcp ? [section('defaults tcp from base', [
      'mode tcp', 'option tcplog', ...entry(limits),
    ])] : []),
  ].join('\n');
}

/** One source, whoever it is, leaves as many places to all others. */
function entry({ places, placesOfASource }: TrafficLimits): string[] {
  return [
    `maxconn ${places}`,
    'tcp-request connection track-sc0 src table sources',
    `tcp-request connection reject if { sc0_conn_cur(sources) gt ${placesOfASource} }`,
  ];
}

const httpRules = ({ placesOfASource }: TrafficLimits) => [
  // HTTP/2 has many requests on a connection: they are counted, too.
  'http-request track-sc1 src table requests',
  `http-request deny deny_status 429 if { sc1_conn_cur(requests) gt ${placesOfASource} }`,
  'http-request deny deny_status 400 if { req.hdrs -m reg \'[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]\' }',
  // An application that answers CONNECT or an upgrade would get the rest of the connection as it is, forged headers included.
  'http-request deny deny_status 405 if { method CONNECT TRACE }',
  'http-request deny deny_status 400 if { req.fhdr_cnt(upgrade) gt 1 }',
  'http-request del-header upgrade unless { req.fhdr(upgrade) -m str -i websocket }',
  // What `Connection` names is dropped by the next HTTP server, even what the proxy says. `Proxy` becomes HTTP_PROXY in CGI.
  'http-request del-header ^(connection|http2-settings|proxy-connection|proxy)$ -m reg',
  'http-request set-header connection upgrade if { req.fhdr(upgrade) -m found }',
  // Without scheme and host, which `Host` says already.
  'http-request set-uri %[pathq] unless { url -m beg / * }',
  // Keep-alive clients move to another pod without a reset. HTTP/2 has no such header: its connections end by GOAWAY.
  'http-after-response set-header connection close if { lua.draining -m bool } !{ status 101 }',
  // Clients whose certificate was judged by other authorities come back, and show one that is trusted now.
  'http-after-response set-header connection close if { lua.outdated -m bool } !{ status 101 }',
];

const IDENTIFY = 'set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }';

/** Lines of the log, which are those of refused and failed calls, say whose they are: clients of TCP are told nothing. */
const logged = (standard: string) => `log-format "\${${standard}} caller=%[var(sess.caller)]"`;

/** Only the proxy says who called, and from where, in all spellings that an application could take for it. */
const SAY_ORIGIN = [
  'http-request del-header ^(x.)?(forwarded|real.ip|(true.|cluster.|fastly.|(wl.)?proxy.|azure.)?client.?ip|azure.socketip'
    + '|proxyuser.ip|originating.ip|appengine.user.ip|cf.(connecting|pseudo).ip|envoy.external.address|remote.(ip|addr|user)'
    + '|original.(forwarded|host)|(ssl.|arr.)?client.?(cert|verify|dn)|amzn.mtls.client) -m reg',
  'http-request set-header x-forwarded-client-cert URI=%[var(sess.caller)]',
  'http-request set-header x-forwarded-for %[src]',
  'http-request set-header x-forwarded-proto https',
];

/** An ingress controller says from where, but has no certificate of the caller. */
const STRIP_CALLER = 'http-request del-header ^x.forwarded.client.cert -m reg';

function mtlsFrontend(port: ProxiedPort, workload: WorkloadIntent, limits: TrafficLimits): string {
  const alpn = port.http ? ['h2', 'http/1.1'] : limits.alpn;
  const tls = `ssl crt-list "\${CERTIFICATES}" ca-file "\${AUTHORITIES}" verify required alpn ${alpn.map(word).join(',')}`;
  // Without declared callers every request is denied. After "--" nothing is taken for an option.
  const declared = [
    ...(port.callers ?? workload.callers).map(caller => `acl declared_caller var(sess.caller) -m str -- ${word(caller)}`),
    ...(port.callerPrefixes ?? []).map(prefix => `acl declared_caller var(sess.caller) -m beg -- ${word(prefix)}`),
  ];
  const unless = declared.length > 0 ? ' unless declared_caller' : '';
  const name = sectionName(port.name);
  return section(`frontend mtls-${name} from ${port.http ? 'http' : 'tcp'}`, port.http ? [
    ...bind(port.mtls, tls),
    logged('HAPROXY_HTTP_LOG_FMT'),
    full(name, limits),
    `http-request ${IDENTIFY}`,
    ...declared,
    'http-request deny deny_status 403 content-type text/plain lf-string '
      + `"%[var(sess.caller)] is not a declared caller of "${format(`${workload.namespace}/${workload.name}`)}\\n${unless}`,
    ...(declared.length > 0 ? SAY_ORIGIN : []),
    `default_backend ${name}`,
  ] : [
    ...bind(port.mtls, tls),
    logged('HAPROXY_TCP_LOG_FMT'),
    // Otherwise rejected connections are not logged.
    'no option dontlognull',
    `tcp-request content ${IDENTIFY}`,
    ...declared,
    `tcp-request content reject${unless}`,
    `default_backend ${name}`,
  ]);
}

/** All requests of an application at a time. */
const full = (name: string, { places }: TrafficLimits) =>
  `http-request deny deny_status 503 if { be_conn(${name}) ge ${places} }`;

/** HTTP/1.1 and, by prior knowledge, HTTP/2. */
function plainFrontend(port: ProxiedPort, n: number, limits: TrafficLimits): string {
  const name = sectionName(port.name);
  return section(`frontend ${n === 0 ? 'plain' : `plain-${name}`} from ${port.http ? 'http' : 'tcp'}`, port.http ? [
    ...bind(port.plain!),
    full(name, limits),
    STRIP_CALLER,
    'http-request set-header x-forwarded-proto http unless { req.hdr(x-forwarded-proto) -m found }',
    'option forwardfor',
    `default_backend ${name}`,
  ] : [...bind(port.plain!), `default_backend ${name}`]);
}

function backend(port: AppPort, { proxyProtocol }: TrafficLimits): string {
  const http2 = port.http2 ? ' proto h2' : '';
  const header = !port.http && proxyProtocol ? ' send-proxy-v2 set-proxy-v2-tlv-fmt(0xE0) %[var(sess.caller)]' : '';
  return section(`backend ${sectionName(port.name)} from base`, [
    `mode ${port.http ? 'http' : 'tcp'}`, `server app 127.0.0.1:${port.number}${http2}${header}`,
  ]);
}
