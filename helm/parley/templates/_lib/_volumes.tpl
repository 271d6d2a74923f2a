{{/* One entry of a projected volume, from a Secret that exists. */}}
{{- define "parley.item" -}}
- secret:
    name: {{ index . 0 }}
    items: [{key: {{ index . 1 }}, path: {{ index . 2 }}}]
{{- end -}}

{{/* Files whose names are what application.yaml's placeholders ask for. */}}
{{- define "parley.secretItems" -}}
{{- $v := .root.Values -}}
{{ include "parley.item" (list $v.oidc.existingSecret (printf "%s-service" .name) "PARLEY_CLIENT_SECRET") }}
{{- if .fact.database }}
{{ include "parley.item" (list $v.postgresql.existingSecret (printf "parley_%s" .name) "PARLEY_DB_PASSWORD") }}
{{- if eq $v.migrations.mode "start" }}
{{ include "parley.ownerItem" . }}
{{- end }}
{{- end }}
{{- if hasPrefix "SASL" $v.kafka.protocol }}
{{ include "parley.item" (list $v.kafka.sasl.existingSecret $v.kafka.sasl.usernameKey "PARLEY_KAFKA_USERNAME") }}
{{ include "parley.item" (list $v.kafka.sasl.existingSecret $v.kafka.sasl.passwordKey "PARLEY_KAFKA_PASSWORD") }}
{{- else if eq $v.kafka.protocol "SSL" }}
{{ include "parley.item" (list $v.kafka.client.existingSecret $v.kafka.client.passwordKey "PARLEY_KAFKA_KEYSTORE_PASSWORD") }}
{{- end }}
{{- if and .fact.redis $v.redis.existingSecret }}
{{ include "parley.item" (list $v.redis.existingSecret $v.redis.passwordKey "PARLEY_REDIS_PASSWORD") }}
{{- end }}
{{- if and .fact.files $v.files.s3.existingSecret }}
{{ include "parley.item" (list $v.files.s3.existingSecret "access-key" "PARLEY_S3_ACCESS_KEY") }}
{{ include "parley.item" (list $v.files.s3.existingSecret "secret-key" "PARLEY_S3_SECRET_KEY") }}
{{- end }}
{{- end -}}

{{- define "parley.ownerItem" -}}
{{ include "parley.item" (list .root.Values.postgresql.existingSecret (printf "parley_%s_owner" .name) "PARLEY_DB_OWNER_PASSWORD") }}
{{- end -}}

{{/* Files that are read as files. */}}
{{- define "parley.keyItems" -}}
{{- $v := .root.Values -}}
{{- if eq $v.kafka.protocol "SSL" }}
{{ include "parley.item" (list $v.kafka.client.existingSecret $v.kafka.client.keystoreKey "kafka.p12") }}
{{- end }}
{{- with get (include "parley.keks" .root | fromYaml) .fact.kek }}
{{- if .file.existingSecret }}
{{ include "parley.item" (list .file.existingSecret .file.key (printf "%skek.json" .prefix)) }}
{{- end }}
{{- if .vault.existingSecret }}
{{ include "parley.item" (list .vault.existingSecret .vault.tokenKey (printf "%svault-token" .prefix)) }}
{{- end }}
{{- end }}
{{- if eq .name "audit" }}
{{- if $v.signing.auditLog.existingSecret }}
{{ include "parley.item" (list $v.signing.auditLog.existingSecret $v.signing.auditLog.key "log-key.pem") }}
{{- end }}
{{- range $name, $receiver := $v.siem.receivers }}{{ with $receiver.webhook }}
{{ include "parley.item" (list .existingSecret (.secretKey | default "secret") (printf "siem-%s-secret" $name)) }}
{{- if .authorizationKey }}
{{ include "parley.item" (list .existingSecret .authorizationKey (printf "siem-%s-authorization" $name)) }}
{{- end }}
{{- end }}{{ end }}
{{- end }}
{{- if and (eq .name "archive") $v.signing.exports.existingSecret }}
{{ include "parley.item" (list $v.signing.exports.existingSecret $v.signing.exports.key "export-key.pem") }}
{{- end }}
{{- end -}}

{{/* The authorities of stores that public ones do not vouch for. */}}
{{- define "parley.trustItems" -}}
{{- $v := .root.Values -}}
{{- with $v.kafka.ca }}{{ if .existingSecret }}
{{ include "parley.item" (list .existingSecret .key "kafka.crt") }}
{{- end }}{{ end }}
{{- with $v.oidc.ca }}{{ if .existingSecret }}
{{ include "parley.item" (list .existingSecret .key "oidc.crt") }}
{{- end }}{{ end }}
{{- with $v.traces }}{{ if and .endpoint .ca.existingSecret }}
{{ include "parley.item" (list .ca.existingSecret .ca.key "traces.crt") }}
{{- end }}{{ end }}
{{- if .fact.database }}
{{ include "parley.databaseTrust" . }}
{{- end }}
{{- if eq .name "audit" }}{{ range $name, $receiver := $v.siem.receivers }}{{ with $receiver.ca }}
{{ include "parley.item" (list .existingSecret (.key | default "ca.crt") (printf "siem-%s.crt" $name)) }}
{{- end }}{{ end }}{{ end }}
{{- if .fact.redis }}{{ with $v.redis.ca }}{{ if .existingSecret }}
{{ include "parley.item" (list .existingSecret .key "redis.crt") }}
{{- end }}{{ end }}{{ end }}
{{- end -}}

{{- define "parley.databaseTrust" -}}
{{- with .root.Values.postgresql.ca }}{{ if .existingSecret }}
{{- include "parley.item" (list .existingSecret .key "postgresql.crt") }}
{{- end }}{{ end }}
{{- end -}}

{{- define "parley.projected" -}}
- name: {{ index . 0 }}
  projected:
    defaultMode: 0440
    sources:
      {{- index . 1 | trim | nindent 6 }}
{{- end -}}

{{- define "parley.volumes" -}}
- name: config
  configMap: {name: {{ .full }}, defaultMode: 0444}
- name: tmp
  emptyDir: {sizeLimit: {{ .values.tmpSize }}}
{{- $d := . }}
{{- range $volume, $template := dict "secrets" "parley.secretItems" "keys" "parley.keyItems" "trust" "parley.trustItems" }}
{{- with include $template $d | trim }}
{{ include "parley.projected" (list $volume .) }}
{{- end }}
{{- end }}
{{- if ne .root.Values.tls.mode "off" }}
- name: tls
  secret: {secretName: {{ include "parley.tlsSecret" . }}, defaultMode: 0440}
{{- end }}
{{- if and .fact.files (not .root.Values.files.s3.bucket) }}
- name: files
  persistentVolumeClaim: {claimName: {{ .root.Values.files.volume.existingClaim }}}
{{- end }}
{{- end -}}

{{- define "parley.mounts" -}}
- {name: config, mountPath: /etc/parley, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- $d := . }}
{{- range $volume, $template := dict "secrets" "parley.secretItems" "keys" "parley.keyItems" "trust" "parley.trustItems" }}
{{- if include $template $d | trim }}
- {name: {{ $volume }}, mountPath: /run/parley/{{ $volume }}, readOnly: true}
{{- end }}
{{- end }}
{{- if ne .root.Values.tls.mode "off" }}
- {name: tls, mountPath: /run/parley/tls, readOnly: true}
{{- end }}
{{- if and .fact.files (not .root.Values.files.s3.bucket) }}
- {name: files, mountPath: /var/lib/parley/files}
{{- end }}
{{- end -}}
