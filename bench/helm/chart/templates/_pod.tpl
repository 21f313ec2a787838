{{- /* The pod of a team, a workload, and the names of its ConfigMaps for files, variables, the proxy and all proxies. */ -}}
{{- define "pod" -}}
{{- $team := index . 0 -}}
{{- $workload := index . 1 -}}
{{- $port := int $workload.port -}}
automountServiceAccountToken: false
containers:
  - env:
      {{- range $name, $value := dict "PLATFORM_SERVICE" $workload.name "PLATFORM_VERSION" $workload.version "PLATFORM_OWNER" $team.name "PLATFORM_CLUSTER" "prod-east" "PLATFORM_ENVIRONMENT" "prod" "PLATFORM_REGION" "us-east-1" "PLATFORM_NAMESPACE" $team.name "PLATFORM_RELEASE" "2026.11" }}
      - name: {{ $name }}
        value: {{ $value | quote }}
      {{- end }}
      {{- range $name, $path := dict "PLATFORM_NODE" "spec.nodeName" "PLATFORM_POD_NAME" "metadata.name" "PLATFORM_POD_UID" "metadata.uid" "PLATFORM_POD_IP" "status.podIP" }}
      - name: {{ $name }}
        valueFrom:
          fieldRef:
            fieldPath: {{ $path }}
      {{- end }}
      {{- range $resource := list "requests.cpu" "limits.cpu" "requests.memory" "limits.memory" }}
      {{- $parts := splitList "." $resource }}
      - name: PLATFORM_{{ index $parts 1 | upper }}_{{ index $parts 0 | trimSuffix "s" | upper }}
        valueFrom:
          resourceFieldRef:
            divisor: {{ ternary "1m" "1" (hasSuffix "cpu" $resource) | quote }}
            resource: {{ $resource }}
      {{- end }}
      - name: OTEL_SERVICE_NAME
        value: {{ $workload.name }}
      - name: OTEL_RESOURCE_ATTRIBUTES
        value: service.namespace={{ $team.name }},service.version={{ $workload.version }},deployment.environment.name=prod,cloud.region=us-east-1,k8s.cluster.name=prod-east,k8s.namespace.name={{ $team.name }},pinterest.com.team={{ $team.name }},k8s.node.name=$(PLATFORM_NODE),k8s.pod.name=$(PLATFORM_POD_NAME),k8s.pod.uid=$(PLATFORM_POD_UID)
      - name: PLATFORM_IDENTITY
        value: spiffe://example.com/ns/{{ $team.name }}/sa/{{ $workload.name }}
      {{- range $name, $value := dict "OTEL_EXPORTER_OTLP_ENDPOINT" "http://telemetry-2026-11.platform.svc:4318" "OTEL_EXPORTER_OTLP_PROTOCOL" "http/protobuf" "OTEL_EXPORTER_OTLP_COMPRESSION" "none" "OTEL_METRICS_EXPORTER" "otlp" "STATSD_HOST" "telemetry-2026-11.platform.svc" "STATSD_PORT" "8125" }}
      - name: {{ $name }}
        value: {{ $value | quote }}
      {{- end }}
      {{- range $name, $value := $workload.env }}
      - name: {{ $name }}
        value: {{ $value | quote }}
      {{- end }}
    {{- if index . 3 }}
    envFrom:
      - configMapRef:
          name: {{ index . 3 }}
    {{- end }}
    image: {{ $workload.repository }}:{{ $workload.version }}
    lifecycle:
      preStop:
        sleep:
          seconds: 10
    name: app
    {{- if $workload.port }}
    ports:
      - containerPort: {{ $port }}
        protocol: TCP
    readinessProbe:
      failureThreshold: 3
      {{- if $workload.http }}
      httpGet:
        path: /healthz
        port: {{ $port }}
        scheme: HTTP
      {{- else }}
      tcpSocket:
        port: {{ $port }}
      {{- end }}
    {{- end }}
    resources:
      limits:
        memory: {{ template "memory" (mul 2 $workload.memoryMebibytes) }}
      requests:
        cpu: {{ if mod $workload.cpuMillis 1000 }}{{ int $workload.cpuMillis }}m{{ else }}{{ div $workload.cpuMillis 1000 | quote }}{{ end }}
        memory: {{ template "memory" $workload.memoryMebibytes }}
    {{- include "container-security" . | nindent 4 }}
    terminationMessagePolicy: FallbackToLogsOnError
    volumeMounts:
      - mountPath: /var/run/identity
        name: identity
        readOnly: true
      - mountPath: /etc/app
        name: config
        readOnly: true
enableServiceLinks: false
{{- if $workload.port }}
initContainers:
  {{- include "proxy-container" $workload | nindent 2 }}
{{- end }}
securityContext:
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  runAsNonRoot: true
  seccompProfile:
    type: RuntimeDefault
serviceAccountName: {{ $workload.name }}
terminationGracePeriodSeconds: 40
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - labelSelector:
      matchLabels:
        {{- include "pod-labels" $workload | nindent 8 }}
    matchLabelKeys:
      - pod-template-hash
    maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
  {{- end }}
volumes:
  - configMap:
      name: {{ index . 2 }}
    name: config
  - name: identity
    projected:
      defaultMode: 288
      sources:
        - secret:
            items:
              {{- range $file := list "tls.crt" "tls.key" }}
              - key: {{ $file }}
                path: {{ $file }}
              {{- end }}
            name: {{ $workload.name }}-identity
        - configMap:
            items:
              - key: ca.crt
                path: ca.crt
            name: mesh-authorities
  {{- if $workload.port }}
  - name: proxy-config
    projected:
      sources:
        - configMap:
            name: {{ index . 4 }}
        - configMap:
            name: {{ index . 5 }}
  - emptyDir:
      medium: Memory
      sizeLimit: 1Mi
    name: proxy-run
  {{- end }}
{{- end }}

{{- define "memory" }}{{ if mod . 1024 }}{{ int . }}Mi{{ else }}{{ div . 1024 }}Gi{{ end }}{{ end }}

{{- define "container-security" -}}
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop:
      - ALL
  readOnlyRootFilesystem: true
  runAsNonRoot: true
{{- end }}

{{- define "proxy-container" -}}
- command:
    - haproxy
    - -W
    - -db
    - -f
    - /etc/haproxy/haproxy.cfg
  env:
    - name: POD_IPS
      valueFrom:
        fieldRef:
          fieldPath: status.podIPs
  image: docker.io/library/haproxy:3.0
  lifecycle:
    preStop:
      exec:
        command:
          - sh
          - -c
          - date +%s >/run/haproxy/drain; sleep 4; kill -USR2 1; sleep 4; kill -USR1 1; sleep 3600
  name: proxy
  ports:
    - containerPort: 8443
      name: mtls
      protocol: TCP
    {{- if .host }}
    - containerPort: 8081
      name: plain
      protocol: TCP
    {{- end }}
    - containerPort: 8480
      name: admin
      protocol: TCP
  {{- range $probe, $seconds := dict "livenessProbe" 10 "readinessProbe" 2 }}
  {{ $probe }}:
    failureThreshold: 3
    httpGet:
      path: /healthz
      port: 8480
      scheme: HTTP
    periodSeconds: {{ $seconds }}
  {{- end }}
  resources:
    limits:
      memory: {{ ternary "432Mi" "304Mi" (not (empty .host)) }}
    requests:
      cpu: 10m
      memory: 16Mi
  restartPolicy: Always
  {{- include "container-security" . | nindent 2 }}
    runAsGroup: 10001
    runAsUser: 10001
  terminationMessagePolicy: FallbackToLogsOnError
  volumeMounts:
    - mountPath: /etc/haproxy
      name: proxy-config
      readOnly: true
    - mountPath: /run/haproxy
      name: proxy-run
    - mountPath: /var/run/identity
      name: identity
      readOnly: true
{{- end }}
