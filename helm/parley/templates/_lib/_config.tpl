{{/* The application.yaml of one service: what it shares with all, then its own, then what the values add. */}}
{{- define "parley.config" -}}
{{- $v := .root.Values -}}
{{- $config := include "parley.config.common" . | fromYaml -}}
{{- range tuple "database" "redis" "kek" -}}
{{- if index $.fact . -}}
{{- $config = mergeOverwrite $config (include (printf "parley.config.%s" .) $ | fromYaml) -}}
{{- end -}}
{{- end -}}
{{- if $v.traces.endpoint -}}
{{- $config = mergeOverwrite $config (include "parley.config.traces" . | fromYaml) -}}
{{- end -}}
{{- if ne $v.tls.mode "off" -}}
{{- $config = mergeOverwrite $config (include "parley.config.tls" . | fromYaml) -}}
{{- end -}}
{{- $config = mergeOverwrite $config (include (printf "parley.config.%s" .name) . | fromYaml) -}}
{{- mergeOverwrite $config (deepCopy .values.config) | toYaml -}}
{{- end -}}

{{- define "parley.config.common" -}}
{{- $v := .root.Values -}}
server: {port: {{ .fact.port }}}
management: {server: {port: {{ .fact.management }}}}
parley:
  region: {{ $v.region | quote }}
  oidc:
    issuer: {{ $v.oidc.issuer | quote }}
    link-by: {{ $v.oidc.linkBy }}
    audience: {{ $v.oidc.audience | quote }}
    {{- with $v.oidc.tokenUri }}
    token-uri: {{ . | quote }}
    {{- end }}
    {{- with $v.oidc.jwksUri }}
    jwks-uri: {{ . | quote }}
    {{- end }}
    {{- if $v.oidc.ca.existingSecret }}
    bundle: oidc
    {{- end }}
  services:
    {{- range $other, $fact := include "parley.facts" . | fromYaml }}
    {{ $other }}: {{ printf "%s://%s-%s:%v" (include "parley.scheme" $) (include "parley.name" $.root) $other $fact.port }}
    {{- end }}
  {{- with $v.regions }}
  regions: {{ toJson . }}
  {{- end }}
  topics:
    partitions: {{ $v.kafka.topics.partitions }}
    replicas: {{ $v.kafka.topics.replicas }}
spring:
  config: {import: "configtree:/run/parley/secrets/"}
  lifecycle: {timeout-per-shutdown-phase: {{ .values.drainSeconds }}s}
  {{- if $v.oidc.ca.existingSecret }}
  ssl: {bundle: {pem: {oidc: {truststore: {certificate: "file:/run/parley/trust/oidc.crt"}}}}}
  {{- end }}
  kafka:
    bootstrap-servers: {{ $v.kafka.bootstrapServers | quote }}
    admin: {auto-create: {{ $v.kafka.topics.create }}}
    security: {protocol: {{ $v.kafka.protocol }}}
    {{- if or $v.kafka.ca.existingSecret (eq $v.kafka.protocol "SSL") }}
    ssl:
      {{- if $v.kafka.ca.existingSecret }}
      trust-store-type: PEM
      trust-store-location: file:/run/parley/trust/kafka.crt
      {{- end }}
      {{- if eq $v.kafka.protocol "SSL" }}
      key-store-type: PKCS12
      key-store-location: file:/run/parley/keys/kafka.p12
      key-store-password: ${PARLEY_KAFKA_KEYSTORE_PASSWORD}
      {{- end }}
    {{- end }}
    {{- if hasPrefix "SASL" $v.kafka.protocol }}
    properties:
      sasl.mechanism: {{ $v.kafka.sasl.mechanism }}
      sasl.jaas.config: >-
        org.apache.kafka.common.security.{{ ternary "plain.Plain" "scram.Scram" (eq $v.kafka.sasl.mechanism "PLAIN") }}LoginModule
        required username="${PARLEY_KAFKA_USERNAME}" password="${PARLEY_KAFKA_PASSWORD}";
    {{- end }}
{{- end -}}

{{/* Without a given authority the JVM's own list of authorities decides. */}}
{{- define "parley.jdbcUrl" -}}
{{- $pg := .root.Values.postgresql -}}
{{- $trust := ternary "sslrootcert=/run/parley/trust/postgresql.crt" "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" (ne $pg.ca.existingSecret "") -}}
jdbc:postgresql://{{ $pg.host }}:{{ $pg.port }}/parley_{{ .name }}?sslmode={{ $pg.sslMode }}{{ if ne $pg.sslMode "disable" }}&{{ $trust }}{{ end }}
{{- end -}}

{{- define "parley.config.database" -}}
spring:
  datasource:
    url: {{ include "parley.jdbcUrl" . | quote }}
    hikari: {maximum-pool-size: {{ .root.Values.postgresql.poolSize }}}
  flyway: {enabled: {{ eq .root.Values.migrations.mode "start" }}}
{{- end -}}

{{- define "parley.config.redis" -}}
{{- $redis := .root.Values.redis -}}
spring:
  data:
    redis:
      host: {{ $redis.host | quote }}
      port: {{ $redis.port }}
      {{- with $redis.username }}
      username: {{ . | quote }}
      {{- end }}
      {{- if $redis.existingSecret }}
      password: ${PARLEY_REDIS_PASSWORD}
      {{- end }}
      ssl:
        enabled: {{ $redis.tls }}
        {{- if and $redis.tls $redis.ca.existingSecret }}
        bundle: redis
        {{- end }}
  {{- if and $redis.tls $redis.ca.existingSecret }}
  ssl: {bundle: {pem: {redis: {truststore: {certificate: "file:/run/parley/trust/redis.crt"}}}}}
  {{- end }}
{{- end -}}

{{- define "parley.config.tls" -}}
server: {ssl: {bundle: services}}
management: {server: {ssl: {bundle: services}}}
parley: {tls: {bundle: services}}
spring:
  ssl:
    bundle:
      pem:
        services:
          reload-on-update: true
          keystore:
            certificate: file:/run/parley/tls/tls.crt
            private-key: file:/run/parley/tls/tls.key
          truststore: {certificate: "file:/run/parley/tls/ca.crt"}
{{- end -}}

{{- define "parley.config.traces" -}}
{{- $traces := .root.Values.traces -}}
management:
  tracing: {sampling: {probability: {{ $traces.sampled }}}}
  opentelemetry:
    tracing:
      export:
        otlp:
          endpoint: {{ $traces.endpoint | quote }}
          {{- if $traces.ca.existingSecret }}
          ssl: {bundle: traces}
          {{- end }}
{{- if $traces.ca.existingSecret }}
spring: {ssl: {bundle: {pem: {traces: {truststore: {certificate: "file:/run/parley/trust/traces.crt"}}}}}}
{{- end }}
{{- end -}}

{{- define "parley.config.kek" -}}
{{- $kek := get (include "parley.keks" .root | fromYaml) .fact.kek -}}
parley:
  kek:
    uri: {{ $kek.uri | quote }}
    {{- with $kek.previousUri }}
    previous-uri: {{ . | quote }}
    {{- end }}
    {{- if $kek.vault.existingSecret }}
    vault: {token-file: /run/parley/keys/{{ $kek.prefix }}vault-token}
    {{- end }}
{{- end -}}

{{- define "parley.config.gateway" -}}
parley: {gateway: {edge: {cors-origins: {{ .root.Values.corsOrigins | toJson }}}}}
spring:
  cloud:
    gateway:
      server:
        webflux:
          {{- with .root.Values.trustedProxies }}
          trusted-proxies: {{ . | quote }}
          {{- end }}
          httpclient:
            pool: {max-idle-time: 30s}
            {{- if ne .root.Values.tls.mode "off" }}
            ssl: {ssl-bundle: services}
            {{- end }}
{{- end -}}

{{/* Where a service keeps its files; in a bucket that both share, each has a prefix of its own. */}}
{{- define "parley.config.store" -}}
{{- $files := .root.Values.files -}}
store:
  directory: {{ .directory }}
  s3:
    bucket: {{ $files.s3.bucket | quote }}
    {{- with $files.s3.region }}
    region: {{ . | quote }}
    {{- end }}
    endpoint: {{ $files.s3.endpoint | quote }}
    path-style: {{ $files.s3.pathStyle }}
    {{- if $files.s3.existingSecret }}
    access-key: ${PARLEY_S3_ACCESS_KEY}
    secret-key: ${PARLEY_S3_SECRET_KEY}
    {{- end }}
{{- end -}}

{{- define "parley.config.message" -}}
parley:
  {{- include "parley.config.store" (dict "root" .root "directory" "/var/lib/parley/files") | nindent 2 }}
{{- end -}}

{{- define "parley.config.presence" -}}
{}
{{- end -}}

{{- define "parley.config.archive" -}}
parley:
  archive: {clock-skew: {{ .root.Values.archiveClockSkew }}}
  {{- if .root.Values.signing.exports.existingSecret }}
  export: {key: /run/parley/keys/export-key.pem}
  {{- end }}
  {{- include "parley.config.store" (dict "root" .root "directory" "/var/lib/parley/files/archive") | nindent 2 }}
{{- end -}}

{{- define "parley.config.consent" -}}
{{- $v := .root.Values -}}
parley:
  receipt:
    controller-name: {{ $v.organisation.name | quote }}
    controller-contact: {{ $v.organisation.contact | quote }}
  {{- with $v.oidc.scimClient }}
  scim: {client: {{ . | quote }}}
  {{- end }}
  {{- with $v.rulePacks }}
  basis: {packs: {{ toJson . }}}
  {{- end }}
{{- end -}}

{{- define "parley.config.audit" -}}
parley:
  audit:
    log: { {{- if .root.Values.signing.auditLog.existingSecret }}key: /run/parley/keys/log-key.pem{{ end -}} }
    {{- with .root.Values.siem.receivers }}
    siem:
      receivers:
        {{- range $name, $receiver := . }}
        {{ $name }}: {{- include "parley.config.receiver" (list $name $receiver) | nindent 10 }}
        {{- end }}
    {{- end }}
    {{- with .root.Values.witnesses }}
    {{- if .list }}
    witness: {required: {{ .required }}, witnesses: {{ toJson .list }}}
    {{- end }}
    {{- end }}
{{- include "parley.config.receiverTrust" . }}
{{- end -}}

{{- define "parley.config.receiver" -}}
{{- $name := index . 0 -}}
{{- $receiver := index . 1 -}}
{{- with $receiver.webhook -}}
webhook:
  url: {{ .url | quote }}
  secret-file: /run/parley/keys/siem-{{ $name }}-secret
  {{- if .authorizationKey }}
  authorization-file: /run/parley/keys/siem-{{ $name }}-authorization
  {{- end }}
  {{- if $receiver.ca }}
  bundle: siem-{{ $name }}
  {{- end }}
{{- end }}
{{- with $receiver.syslog -}}
syslog:
  host: {{ .host | quote }}
  port: {{ .port | default 6514 }}
  {{- if $receiver.ca }}
  bundle: siem-{{ $name }}
  {{- end }}
{{- end }}
{{- with $receiver.kafka -}}
kafka: {topic: {{ .topic | quote }}}
{{- end }}
from-beginning: {{ $receiver.fromBeginning | default false }}
{{- end -}}

{{- define "parley.config.receiverTrust" -}}
{{- $trusted := dict -}}
{{- range $name, $receiver := .root.Values.siem.receivers -}}
{{- if $receiver.ca -}}
{{- $_ := set $trusted (printf "siem-%s" $name) (dict "truststore" (dict "certificate" (printf "file:/run/parley/trust/siem-%s.crt" $name))) -}}
{{- end -}}
{{- end -}}
{{- with $trusted }}
spring: {ssl: {bundle: {pem: {{ toJson . }}}}}
{{- end }}
{{- end -}}
