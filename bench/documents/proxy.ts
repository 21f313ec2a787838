import { spiffeId } from './shared';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

export function proxyFiles(team: FleetTeam, workload: FleetWorkload, port: number): Record<string, string> {
  return { 'haproxy.cfg': haproxyConfig(team, workload, port) };
}

function haproxyConfig(team: FleetTeam, workload: FleetWorkload, port: number): string {
  const name = workload.http ? 'http' : 'tcp';
  return `${TOP}
frontend mtls-${name}
  mode ${name}
  bind :8443,:::8443 v6only ssl crt "\${CERTIFICATE}" ca-file "\${AUTHORITIES}" verify required
${workload.http ? httpRules(team, workload) : tcpRules(team, workload)}  default_backend ${name}
${workload.host ? PLAIN : ''}
backend ${name}
  mode ${name}
  server app 127.0.0.1:${port}
${ADMIN}`;
}

function declaredCallers(team: FleetTeam, { callers }: FleetWorkload): string {
  return callers.map(({ name, namespace }) =>
    `  acl declared_caller var(sess.caller) -m str ${spiffeId(namespace ?? team.name, name)}\n`).join('');
}

function httpRules(team: FleetTeam, workload: FleetWorkload): string {
  const denial = `"%[var(sess.caller)] is not a declared caller of ${team.name}/${workload.name}\\n"`;
  return `  http-request set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }
${declaredCallers(team, workload)}  http-request deny deny_status 403 content-type text/plain lf-string ${denial}${unlessDeclared(workload)}
  http-request del-header ^x[-_]forwarded[-_]client[-_]cert$ -m reg
  http-request set-header x-forwarded-client-cert URI=%[var(sess.caller)]
  http-request set-header x-forwarded-proto https
  option forwardfor
  http-after-response set-header connection close if { date,sub(proc.drain_until) lt 0 }
`;
}

function tcpRules(team: FleetTeam, workload: FleetWorkload): string {
  return `  no option dontlognull
  tcp-request content set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }
${declaredCallers(team, workload)}  tcp-request content reject${unlessDeclared(workload)}
`;
}

function unlessDeclared({ callers }: FleetWorkload): string {
  return callers.length > 0 ? ' unless declared_caller' : '';
}

const TOP = `global
  log stdout format raw local0
  maxconn 1000
  nbthread 1
  # Bounds what a stop or a reload waits for.
  hard-stop-after 30s
  # renew.lua hands renewed files to the running process here.
  stats socket /run/haproxy/admin.sock mode 600 level admin
  setenv CERTIFICATE /var/run/identity/tls.crt
  setenv KEY /var/run/identity/tls.key
  setenv AUTHORITIES /var/run/identity/ca.crt
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
  timeout http-keep-alive 8s
  timeout client 15m
  timeout server 15m
  timeout tunnel 1h
`;

const PLAIN = `
frontend plain
  mode http
  bind :8081,:::8081 v6only
  http-request del-header ^x[-_]forwarded[-_]client[-_]cert$ -m reg
  http-request set-header x-forwarded-proto http unless { req.hdr(x-forwarded-proto) -m found }
  option forwardfor
  http-after-response set-header connection close if { date,sub(proc.drain_until) lt 0 }
  default_backend http
`;

const ADMIN = `
frontend admin
  mode http
  no log
  bind :8480,:::8480 v6only
  timeout tarpit 10s
  http-request set-var(proc.drain_until) date(40) if { path /drain }
  http-request tarpit deny_status 200 if { path /drain }
  http-request return status 200 content-type text/plain string ok if { path /healthz }
  http-request return status 404
`;
