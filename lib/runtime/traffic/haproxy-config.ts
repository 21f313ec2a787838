import { IdentityComponent } from '../identity/component';
import { WorkloadIntent } from '../workload-intent';
import { ADMIN_PORT, PLAIN_PORT, ProxiedPort, proxiedPorts } from './ports';

/** The configuration of the proxy, one section per task. */
export function haproxyConfig(workload: WorkloadIntent): string {
  const ports = proxiedPorts(workload.ports);
  return [
    globalSection(workload),
    ...ports.map(port => mtlsFrontend(port, workload)),
    ...(workload.exposed ? [plainFrontend(ports[0])] : []),
    ...ports.map(backend),
    adminFrontend(workload),
  ].join('\n');
}

function globalSection({ drainSeconds, stopSeconds }: WorkloadIntent): string {
  return `global
  log stdout format raw local0
  maxconn 1000
  nbthread 1
  # Bounds what a stop waits for.
  hard-stop-after ${stopSeconds}s
  # renew.lua hands renewed files to the running process here.
  stats socket /run/haproxy/admin.sock mode 600 level admin
  setenv CERTIFICATE ${IdentityComponent.FOLDER}/tls.crt
  setenv KEY ${IdentityComponent.FOLDER}/tls.key
  setenv AUTHORITIES ${IdentityComponent.FOLDER}/ca.crt
  setenv CERTIFICATES /etc/haproxy/certificates.list
  lua-load /etc/haproxy/spiffe.lua
  lua-load /etc/haproxy/renew.lua
  # The key of tls.crt is tls.key.
  ssl-load-extra-del-ext
  # Nobody resumes a session that an older certificate or CA had let in.
  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
  tune.ssl.cachesize 0

defaults
  log global
  option dontlog-normal
  option dontlognull
  # A connection kept to the application could be closed by it just as a request is sent.
  option http-server-close
  # An application that is just starting refuses connections for a moment.
  retry-on conn-failure
  retries 3
  timeout connect 2s
  timeout http-request 10s
  # Shorter than the drain: a connection that is idle all the while is gone before the application stops.
  timeout http-keep-alive ${drainSeconds > 0 ? Math.max(drainSeconds - 2, 1) : 60}s
  timeout client 15m
  timeout server 15m
  timeout tunnel 1h
`;
}

/** While draining, each answer ends its connection, so that keep-alive clients move to another pod without a reset. */
const WHILE_DRAINING = 'http-after-response set-header connection close if { date,sub(proc.drain_until) lt 0 }';

/** Callers cannot set this header: only the proxy may name the caller. */
const STRIP_CALLER = 'http-request del-header ^x[-_]forwarded[-_]client[-_]cert$ -m reg';

/** Those that came while other authorities were trusted come back, and show a certificate that is trusted now. */
const WHILE_OUTDATED = 'http-after-response set-header connection close if { lua.outdated -m int eq 1 } !{ status 101 }';

const IDENTIFY = 'set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }';

/** HTTP/1.1 only: HAProxy 2.6 cannot end an HTTP/2 connection gracefully while it still serves. gRPC goes over TCP. */
function mtlsFrontend(port: ProxiedPort, workload: WorkloadIntent): string {
  const bind = `bind :${port.mtls},:::${port.mtls} v6only ssl crt-list "\${CERTIFICATES}" ca-file "\${AUTHORITIES}" verify required`;
  // Without declared callers every request is denied.
  const declared = workload.callers.map(caller => `acl declared_caller var(sess.caller) -m str ${caller}`);
  const unless = declared.length > 0 ? ' unless declared_caller' : '';
  return section(`frontend mtls-${port.name}`, port.http ? [
    'mode http',
    bind,
    `http-request ${IDENTIFY}`,
    ...declared,
    'http-request deny deny_status 403 content-type text/plain '
      + `lf-string "%[var(sess.caller)] is not a declared caller of ${workload.namespace}/${workload.name}\\n"${unless}`,
    STRIP_CALLER,
    'http-request set-header x-forwarded-client-cert URI=%[var(sess.caller)]',
    'http-request set-header x-forwarded-proto https',
    'option forwardfor',
    WHILE_DRAINING,
    WHILE_OUTDATED,
    `default_backend ${port.name}`,
  ] : [
    'mode tcp',
    bind,
    // Otherwise rejected connections are not logged.
    'no option dontlognull',
    `tcp-request content ${IDENTIFY}`,
    ...declared,
    `tcp-request content reject${unless}`,
    `default_backend ${port.name}`,
  ]);
}

function plainFrontend(port: ProxiedPort): string {
  const bind = `bind :${PLAIN_PORT},:::${PLAIN_PORT} v6only`;
  return section('frontend plain', port.http ? [
    'mode http',
    bind,
    STRIP_CALLER,
    'http-request set-header x-forwarded-proto http unless { req.hdr(x-forwarded-proto) -m found }',
    'option forwardfor',
    WHILE_DRAINING,
    `default_backend ${port.name}`,
  ] : ['mode tcp', bind, `default_backend ${port.name}`]);
}

function backend(port: ProxiedPort): string {
  return section(`backend ${port.name}`, [`mode ${port.http ? 'http' : 'tcp'}`, `server app 127.0.0.1:${port.number}`]);
}

/**
 * `/drain` is the application's preStop hook: it answers when the drain is over, and only then the application stops.
 * It needs no shell in the image and works on every Kubernetes version. The drain expires,
 * since the hook is also called when only the application's container restarts.
 */
function adminFrontend({ drainSeconds, stopSeconds }: WorkloadIntent): string {
  return section('frontend admin', [
    'mode http',
    'no log',
    `bind :${ADMIN_PORT},:::${ADMIN_PORT} v6only`,
    `timeout tarpit ${Math.max(drainSeconds, 1)}s`,
    `http-request set-var(proc.drain_until) date(${drainSeconds + stopSeconds}) if { path /drain }`,
    'http-request tarpit deny_status 200 if { path /drain }',
    'http-request return status 200 content-type text/plain string ok if { path /healthz }',
    'http-request return status 404',
  ]);
}

function section(title: string, lines: string[]): string {
  return [title, ...lines.map(line => `  ${line}`), ''].join('\n');
}
