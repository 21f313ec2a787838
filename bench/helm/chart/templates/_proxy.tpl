{{- /* The proxy's configuration: of the list of a team and a workload. */ -}}
{{- define "haproxy" -}}
{{- $team := index . 0 -}}
{{- $workload := index . 1 -}}
{{- $name := ternary "http" "tcp" $workload.http -}}
{{- $unless := ternary " unless declared_caller" "" (gt (len $workload.callers) 0) -}}
global
  log stdout format raw local0
  maxconn {{ ternary 6250 3250 (not (empty $workload.host)) }}
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

defaults {{ $name }} from base
  mode {{ $name }}
  option {{ $name }}log
  maxconn 3000
  tcp-request connection track-sc0 src table sources
  tcp-request connection reject if { sc0_conn_cur(sources) gt 2000 }
{{- if $workload.http }}
  http-request track-sc1 src table requests
  http-request deny deny_status 429 if { sc1_conn_cur(requests) gt 2000 }
  http-request deny deny_status 400 if { req.hdrs -m reg '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]' }
  http-request deny deny_status 405 if { method CONNECT TRACE }
  http-request deny deny_status 400 if { req.fhdr_cnt(upgrade) gt 1 }
  http-request del-header upgrade unless { req.fhdr(upgrade) -m str -i websocket }
  http-request del-header ^(connection|http2-settings|proxy-connection)$ -m reg
  http-request set-header connection upgrade if { req.fhdr(upgrade) -m found }
  http-request set-uri %[pathq] unless { url -m beg / * }
  http-after-response set-header connection close if { lua.draining -m bool } !{ status 101 }
  http-after-response set-header connection close if { lua.outdated -m bool } !{ status 101 }
{{- end }}

frontend mtls-{{ $name }} from {{ $name }}
{{- $mtls := ` ssl crt-list "${CERTIFICATES}" ca-file "${AUTHORITIES}" verify required alpn` }}
{{- template "bind" (list 8443 (printf "%s %s" $mtls (ternary "h2,http/1.1" "http/1.1,h2" $workload.http))) }}
{{- if $workload.http }}
  log-format "${HAPROXY_HTTP_LOG_FMT} caller=%[var(sess.caller)]"
  http-request deny deny_status 503 if { be_conn(http) ge 3000 }
  http-request set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }
{{- else }}
  log-format "${HAPROXY_TCP_LOG_FMT} caller=%[var(sess.caller)]"
  no option dontlognull
  tcp-request content set-var(sess.caller) ssl_c_der,hex,lua.spiffe_id unless { var(sess.caller) -m found }
{{- end }}
{{- range $workload.callers }}
  acl declared_caller var(sess.caller) -m str -- spiffe://example.com/ns/{{ .namespace | default $team.name }}/sa/{{ .name }}
{{- end }}
{{- if $workload.http }}
{{- $denial := printf `"%%[var(sess.caller)] is not a declared caller of "%s/%s\n` $team.name $workload.name }}
  http-request deny deny_status 403 content-type text/plain lf-string {{ $denial }}{{ $unless }}
{{- if $workload.callers }}
{{- $addresses := "forwarded|real.ip|(true.|cluster.)?client.ip|remote.(ip|addr)|original.forwarded" }}
  http-request del-header ^(x.)?({{ $addresses }}|(ssl.)?client.(cert|verify|dn)) -m reg
  http-request set-header x-forwarded-client-cert URI=%[var(sess.caller)]
  http-request set-header x-forwarded-for %[src]
  http-request set-header x-forwarded-proto https
{{- end }}
{{- else }}
  tcp-request content reject{{ $unless }}
{{- end }}
  default_backend {{ $name }}
{{- if $workload.host }}

frontend plain from http
{{- template "bind" (list 8081 "") }}
  http-request deny deny_status 503 if { be_conn(http) ge 3000 }
  http-request del-header ^x.forwarded.client.cert -m reg
  http-request set-header x-forwarded-proto http unless { req.hdr(x-forwarded-proto) -m found }
  option forwardfor
  default_backend http
{{- end }}

backend {{ $name }} from base
  mode {{ $name }}
  server app 127.0.0.1:{{ int $workload.port }}

backend sources from base
  stick-table type ipv6 size 10k expire 1m store conn_cur

backend requests from base
  stick-table type ipv6 size 10k expire 1m store conn_cur

frontend admin from base
  mode http
  no log
  maxconn 200
{{- template "bind" (list 8480 "") }}
  option httpclose
  timeout client 2s
  timeout http-request 2s
  tcp-request connection track-sc0 src table probes
  tcp-request connection reject if { sc0_conn_cur(probes) gt 10 }
  http-request return status 200 content-type text/plain string ok if { path /healthz }
  http-request return status 404

backend probes from base
  stick-table type ipv6 size 1k expire 1m store conn_cur
{{ end }}

{{- /* Of the list of a port and the options. */ -}}
{{- define "bind" }}
  bind :{{ index . 0 }}{{ index . 1 }}
.if "strstr('$POD_IPS',:)"
  bind :::{{ index . 0 }} v6only{{ index . 1 }}
.endif
{{- end }}
