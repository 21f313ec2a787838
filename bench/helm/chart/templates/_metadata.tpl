{{- /* Of a team, a workload (empty for what a team shares) and the object's name. */ -}}
{{- define "metadata" -}}
{{- $team := index . 0 -}}
{{- $workload := index . 1 -}}
metadata:
  annotations:
    pinterest.com/contact: {{ $team.contact | quote }}
  {{- template "rest" . }}
{{- end }}

{{- /* The same for an immutable ConfigMap. */ -}}
{{- define "content-metadata" -}}
{{- $team := index . 0 -}}
metadata:
  annotations:
    argocd.argoproj.io/compare-options: IgnoreExtraneous
    argocd.argoproj.io/sync-options: Prune=false
    kustomize.toolkit.fluxcd.io/prune: disabled
    pinterest.com/contact: {{ $team.contact | quote }}
  {{- template "rest" (append . "when-unnamed") }}
{{- end }}

{{- define "rest" }}
  labels:
    app.kubernetes.io/managed-by: cdk8s-pinterest
    {{- with index . 1 }}
    app.kubernetes.io/name: {{ .name }}
    {{- end }}
    {{- if gt (len .) 3 }}
    pinterest.com/reclaim: {{ index . 3 }}
    {{- end }}
    pinterest.com/team: {{ (index . 0).name }}
  name: {{ index . 2 }}
  namespace: {{ (index . 0).name }}
{{- end }}

{{- define "pod-labels" -}}
app.kubernetes.io/name: {{ .name }}
pinterest.com/crd_type: PinterestService
{{- end }}
