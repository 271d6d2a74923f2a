{{/* Everything of this release, by label. */}}
{{- define "parley.everyPod" -}}
app.kubernetes.io/name: parley
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "parley.ports" -}}
{{- range . }}
- {port: {{ . }}, protocol: TCP}
{{- end }}
{{- end -}}

{{/* One flow out of the region's pods: {peers, ports}. */}}
{{- define "parley.flow" -}}
- to: {{- toYaml .peers | nindent 4 }}
  ports: {{- include "parley.ports" .ports | nindent 4 }}
{{- end -}}

{{- define "parley.dns" -}}
- to: {{- toYaml .peers | nindent 4 }}
  ports:
    {{- range .ports }}
    - {port: {{ . }}, protocol: UDP}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end -}}

{{/* What one service takes from whom, and sends to whom. What is not here does not happen. */}}
{{- define "parley.networkpolicy" -}}
{{- $net := .root.Values.networkPolicy -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- include "parley.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        {{- range $caller, $fact := $facts }}
        {{- if has $.name $fact.calls }}
        - podSelector:
            matchLabels: {{- include "parley.selector" (dict "root" $.root "name" $caller) | nindent 14 }}
        {{- end }}
        {{- end }}
        {{- if eq .name "gateway" }}
        - podSelector:
            matchLabels: {{- include "parley.selector" (dict "root" $.root "name" "test") | nindent 14 }}
        {{- range $net.ingress.peers }}
        - {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- end }}
      ports: [{port: {{ .fact.port }}, protocol: TCP}]
    {{- with $net.metrics.peers }}
    - from: {{- toYaml . | nindent 8 }}
      ports: [{port: {{ $.fact.management }}, protocol: TCP}]
    {{- end }}
  egress:
    {{- include "parley.dns" $net.dns | nindent 4 }}
    {{- range .fact.calls }}
    - to:
        - podSelector:
            matchLabels: {{- include "parley.selector" (dict "root" $.root "name" .) | nindent 14 }}
      ports: [{port: {{ (index $facts .).port }}, protocol: TCP}]
    {{- end }}
    {{- range include "parley.outside" . | fromYamlArray }}
    {{- include "parley.flow" (index $net.egress .) | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* The names of the flows that leave the release. */}}
{{- define "parley.outside" -}}
- kafka
- oidc
{{- if .fact.database }}
- postgresql
{{- end }}
{{- if .fact.redis }}
- redis
{{- end }}
{{- if and .fact.files .root.Values.files.s3.bucket }}
- files
{{- end }}
{{- with get (include "parley.keks" .root | fromYaml) .fact.kek }}{{ if include "parley.kekOutside" . }}
- {{ .flow }}
{{- end }}{{ end }}
{{- if and (eq .name "audit") (include "parley.siemOutside" .root) }}
- siem
{{- end }}
{{- if and (eq .name "audit") .root.Values.witnesses.list }}
- witnesses
{{- end }}
{{- if .root.Values.traces.endpoint }}
- traces
{{- end }}
{{- end -}}

{{/* Whether a receiver of events is elsewhere than on the region's brokers. */}}
{{- define "parley.siemOutside" -}}
{{- range $name, $receiver := .Values.siem.receivers }}{{ if not $receiver.kafka }}{{ $name }}{{ end }}{{ end -}}
{{- end -}}
