{{/* What is true of each service whatever the values say: ports, stores, and whom it calls. Every network policy,
     certificate and secret follows from this table. */}}
{{- define "parley.facts" -}}
gateway: {port: 8080, management: 9080, database: false, redis: true, files: false, kek: "", calls: [message, presence, archive, consent, audit]}
message: {port: 8081, management: 9081, database: true, redis: false, files: true, kek: "", calls: [archive, consent]}
presence: {port: 8082, management: 9082, database: false, redis: true, files: false, kek: "", calls: [message, consent]}
archive: {port: 8083, management: 9083, database: true, redis: false, files: true, kek: signing, calls: [message, consent]}
consent: {port: 8084, management: 9084, database: true, redis: false, files: false, kek: content, calls: [message, archive]}
audit: {port: 8085, management: 9085, database: true, redis: false, files: false, kek: signing, calls: [archive, consent]}
{{- end -}}

{{/* The key-encryption keys, by what lies under them. The files of the one that opens all content are consent-service's
     alone, so that of what signs has names of its own. */}}
{{- define "parley.keks" -}}
content: {{ toJson (merge (dict "at" "kek" "flow" "kek" "prefix" "") .Values.kek) }}
signing: {{ toJson (merge (dict "at" "signing.kek" "flow" "signingKek" "prefix" "signing-") .Values.signing.kek) }}
{{- end -}}

{{/* Whether a key-encryption key, or the one before it, is elsewhere than in a file. */}}
{{- define "parley.kekOutside" -}}
{{- range compact (list .uri .previousUri) }}{{ if not (hasPrefix "file:" .) }}outside{{ end }}{{ end -}}
{{- end -}}

{{- define "parley.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "parley.selector" -}}
app.kubernetes.io/name: parley
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{- define "parley.labels" -}}
{{ include "parley.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: parley
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
parley.io/region: {{ .root.Values.region }}
{{- end -}}

{{- define "parley.image" -}}
{{- $image := .root.Values.image -}}
{{- $path := printf "%s/%s/%s-service" $image.registry $image.repository .name -}}
{{- if .values.digest -}}
{{ $path }}@{{ .values.digest }}
{{- else -}}
{{ $path }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "parley.scheme" -}}
{{- if eq .root.Values.tls.mode "off" }}http{{ else }}https{{ end -}}
{{- end -}}

{{- define "parley.tlsSecret" -}}
{{- if eq .root.Values.tls.mode "secrets" -}}
{{ index .root.Values.tls.secrets .name }}
{{- else -}}
{{ .full }}-tls
{{- end -}}
{{- end -}}

{{- define "parley.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "parley.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}
