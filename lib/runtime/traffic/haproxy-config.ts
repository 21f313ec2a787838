import { IDENTITY_FOLDER } from '../identity';
import { WorkloadIntent } from '../workload-intent';
import { ADMIN_PORT, PLAIN_PORT, ProxiedPort, proxiedPorts } from './ports';

/** The whole configuration of the proxy, a section for each thing that it does. */
export function haproxyConfig(workload: WorkloadIntent): string {
  const ports = proxiedPorts(workload.ports);
  return [
    GLOBAL,
    ...ports.map(port => mtlsFrontend(port, workload)),
    ...(workload.exposed ? [plainFrontend(ports[0])] : []),
    ...ports.map(backend),
    adminFrontend(workload.drainSeconds),
  ].join('\n');
}

const GLOBAL = `global
  log stdout format raw daemon warning
  maxconn 2000
  nbthread 1
  ssl-default-bind-options ssl-min-ver TLSv1.2
  set-var proc.draining bool(false)
  # The socket is how renew.lua hands over a renewed certificate.
  stats socket /run/haproxy/admin.sock mode 600 level admin
  lua-load /etc/haproxy/spiffe.lua
  lua-load /etc/haproxy/renew.lua

defaults
  log global
  option dontlognull
  option dontlog-normal
  timeout connect 2s
  timeout client 75s
  timeout server 75s
  timeout http-request 10s
  timeout http-keep-alive 75s
  timeout tunnel 1h
  # A server that is just starting or restarting refuses connections for a moment.
  retries 3
`;

/** While draining, each answer ends its connection, so that keep-alive clients move to another pod without a reset. */
const HTTP_RULES = `  mode http
  option forwardfor
  http-after-response set-header Connection close if { var(proc.draining) -m bool }
`;

function mtlsFrontend(port: ProxiedPort, workload: WorkloadIntent): string {
  const bind = `  bind :::${port.mtls} v4v6 ssl crt ${IDENTITY_FOLDER}/tls.crt ca-file ${IDENTITY_FOLDER}/ca.crt verify required\n`;
  // Without callers the list is a name that no certificate can carry.
  const callers = workload.callers.length > 0 ? workload.callers.join(' ') : '-';
  const caller = `  acl declared_caller var(sess.caller) -m str ${callers}\n`;
  const identify = 'set-var(sess.caller) ssl_c_der,lua.spiffe_id';
  return port.http
    ? `frontend mtls-${port.name}
${bind}${HTTP_RULES}  tcp-request session ${identify}
${caller}  http-request deny deny_status 403 content-type text/plain lf-string "%[var(sess.caller)] is not a declared caller of ${workload.name}\\n" unless declared_caller
  http-request set-header X-Forwarded-Client-Cert "URI=%[var(sess.caller)]"
  http-request set-header X-Forwarded-Proto https
  default_backend ${port.name}
`
    : `frontend mtls-${port.name}
${bind}  mode tcp
  tcp-request session ${identify}
${caller}  tcp-request content reject unless declared_caller
  default_backend ${port.name}
`;
}

function plainFrontend(port: ProxiedPort): string {
  const bind = `  bind :::${PLAIN_PORT} v4v6\n`;
  return port.http
    ? `frontend plain
${bind}${HTTP_RULES}  # Only the proxy itself may say who called.
  http-request del-header X-Forwarded-Client-Cert
  default_backend ${port.name}
`
    : `frontend plain
${bind}  mode tcp
  default_backend ${port.name}
`;
}

function backend(port: ProxiedPort): string {
  return `backend ${port.name}
  mode ${port.http ? 'http' : 'tcp'}
  server app 127.0.0.1:${port.number}
`;
}

/**
 * `/drain` is the application's preStop hook: it answers when the drain is over, and the application stops only then.
 * No image needs a shell for it, and it works on every Kubernetes version.
 */
function adminFrontend(drainSeconds: number): string {
  return `frontend admin
  bind :::${ADMIN_PORT} v4v6
  mode http
  timeout tarpit ${Math.max(drainSeconds, 1)}s
  http-request return status 200 if { path /healthz }
  http-request set-var(proc.draining) bool(true) if { path /drain }
  http-request tarpit deny_status 200 if { path /drain }
  http-request deny deny_status 404
`;
}
