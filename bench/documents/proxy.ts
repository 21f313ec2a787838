import { spiffeId } from './shared';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

export function proxyFiles(team: FleetTeam, workload: FleetWorkload, port: number): Record<string, string> {
  return { 'haproxy.cfg': haproxyConfig(team, workload, port) };
}

function haproxyConfig(team: FleetTeam, workload: FleetWorkload, port: number): string {
  const name = workload.http ? 'http' : 'tcp';
  return `${TOP.replace('PLACES', workload.host ? '6250' : '3250')}
${workload.http ? HTTP : TCP}
frontend mtls-${name} from ${name}
${bind(8443, `${MTLS} alpn ${workload.http ? 'h2,http/1.1' : 'http/1.1,h2'}`)}
${workload.http ? httpRules(team, workload) : tcpRules(team, workload)}  default_backend ${name}
${workload.host ? PLAIN : ''}
backend ${name} from base
  mode ${name}
  server app 127.0.0.1:${port}
${TABLES}
${ADMIN}`;
}

function bind(port: number, options = ''): string {
  return `  bind :${port}${options}\n.if "strstr('$POD_IPS',:)"\n  bind :::${port} v6only${options}\n.endif`;
}

function declaredCallers(team: FleetTeam, { callers }: FleetWorkload): string {
  return callers.map(({ name, namespace }) =>
    `  acl declared_caller var(sess.caller) -m str -- ${spiffeId(namespace ?? team.name, name)}\n`).join('');
}

function httpRules(team: FleetTeam, workload: FleetWorkload): string {
  const denial = `lf-string "%[var(sess.caller)] is not a declared caller of "${team.name}/${workload.name}\\n`;
  const deny = `http-request deny deny_status 403 content-type text/plain ${denial}`;
  return `  log-format "\${HAPROXY_HTTP_LOG_FMT} caller=%[var(sess.caller)]"
  http-request deny deny_status 503 if { be_conn(http) ge 3000 }
  http-request set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }
${declaredCallers(team, workload)}  ${deny}${unlessDeclared(workload)}
${workload.callers.length > 0 ? ORIGIN : ''}`;
}

function tcpRules(team: FleetTeam, workload: FleetWorkload): string {
  return `  log-format "\${HAPROXY_TCP_LOG_FMT} caller=%[var(sess.caller)]"
  no option dontlognull
  tcp-request content set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }
${declaredCallers(team, workload)}  tcp-request content reject${unlessDeclared(workload)}
`;
}

function unlessDeclared({ callers }: FleetWorkload): string {
  return callers.length > 0 ? ' unless declared_caller' : '';
}

const MTLS = ' ssl crt-list "${CERTIFICATES}" ca-file "${AUTHORITIES}" verify required';

const TOP = `global
  log stdout format raw local0
  maxconn PLACES
  nbthread 1
  hard-stop-after 12h
  stats socket /run/haproxy/admin.sock mode 600 level admin
  setenv CERTIFICATE /var/run/identity/tls.crt
  setenv KEY /var/run/identity/tls.key
  setenv AUTHORITIES /var/run/identity/ca.crt
  setenv CERTIFICATES /etc/haproxy/certificates.list
  setenv DRAIN_SECONDS 40
  lua-load /etc/haproxy/spiffe.lua
  lua-load /etc/haproxy/renew.lua
  lua-load /etc/haproxy/drain.lua
  ssl-load-extra-del-ext
  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
  tune.ssl.cachesize 0
  tune.bufsize 33792
  tune.http.maxhdr 208
  tune.h2.fe.max-concurrent-streams 100

defaults base
  log global
  option dontlog-normal
  option dontlognull
  option http-server-close
  retry-on conn-failure
  retries 3
  timeout connect 2s
  timeout client-hs 5s
  timeout http-request 10000ms
  timeout http-keep-alive 90000ms
  timeout client 900000ms
  timeout server 900000ms
  timeout tunnel 3600000ms
  timeout client-fin 5s
`;

const HTTP = `defaults http from base
  mode http
  option httplog
  maxconn 3000
  tcp-request connection track-sc0 src table sources
  tcp-request connection reject if { sc0_conn_cur(sources) gt 2000 }
  http-request track-sc1 src table requests
  http-request deny deny_status 429 if { sc1_conn_cur(requests) gt 2000 }
  http-request deny deny_status 400 if { req.hdrs -m reg '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]' }
  http-request deny deny_status 405 if { method CONNECT TRACE }
  http-request deny deny_status 400 if { req.fhdr_cnt(upgrade) gt 1 }
  http-request del-header upgrade unless { req.fhdr(upgrade) -m str -i websocket }
  http-request del-header ^(connection|http2-settings|proxy-connection|proxy)$ -m reg
  http-request set-header connection upgrade if { req.fhdr(upgrade) -m found }
  http-request set-uri %[pathq] unless { url -m beg / * }
  http-after-response set-header connection close if { lua.draining -m bool } !{ status 101 }
  http-after-response set-header connection close if { lua.outdated -m bool } !{ status 101 }
`;

const TCP = `defaults tcp from base
  mode tcp
  option tcplog
  maxconn 3000
  tcp-request connection track-sc0 src table sources
  tcp-request connection reject if { sc0_conn_cur(sources) gt 2000 }
`;

const ORIGINS = 'forwarded|real.ip|(true.|cluster.|fastly.|(wl.)?proxy.|azure.)?client.?ip|azure.socketip'
  + '|proxyuser.ip|originating.ip|appengine.user.ip|cf.(connecting|pseudo).ip|envoy.external.address|remote.(ip|addr|user)'
  + '|original.(forwarded|host)|(ssl.|arr.)?client.?(cert|verify|dn)|amzn.mtls.client';

const ORIGIN = `  http-request del-header ^(x.)?(${ORIGINS}) -m reg
  http-request set-header x-forwarded-client-cert URI=%[var(sess.caller)]
  http-request set-header x-forwarded-for %[src]
  http-request set-header x-forwarded-proto https
`;

const PLAIN = `
frontend plain from http
  bind :8081
.if "strstr('$POD_IPS',:)"
  bind :::8081 v6only
.endif
  http-request deny deny_status 503 if { be_conn(http) ge 3000 }
  http-request del-header ^x.forwarded.client.cert -m reg
  http-request set-header x-forwarded-proto http unless { req.hdr(x-forwarded-proto) -m found }
  option forwardfor
  default_backend http
`;

const TABLES = `
backend sources from base
  stick-table type ipv6 size 10k expire 1m store conn_cur

backend requests from base
  stick-table type ipv6 size 10k expire 1m store conn_cur
`;

const ADMIN = `frontend admin from base
  mode http
  no log
  maxconn 200
  bind :8480
.if "strstr('$POD_IPS',:)"
  bind :::8480 v6only
.endif
  option httpclose
  timeout client 2s
  timeout http-request 2s
  tcp-request connection track-sc0 src table probes
  tcp-request connection reject if { sc0_conn_cur(probes) gt 10 }
  http-request return status 200 content-type text/plain string ok if { path /healthz }
  http-request return status 404

backend probes from base
  stick-table type ipv6 size 1k expire 1m store conn_cur
`;
