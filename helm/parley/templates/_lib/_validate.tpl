{{/* What the schema cannot say: rules over several values. All mistakes come in one message. */}}
{{- define "parley.validate" -}}
{{- $mistakes := concat
      (include "parley.mistakes.transport" . | fromYamlArray)
      (include "parley.mistakes.secrets" . | fromYamlArray)
      (include "parley.mistakes.files" . | fromYamlArray)
      (include "parley.mistakes.entry" . | fromYamlArray)
      (include "parley.mistakes.network" . | fromYamlArray)
      (include "parley.mistakes.scale" . | fromYamlArray)
      (include "parley.mistakes.upgrade" . | fromYamlArray) -}}
{{- if $mistakes }}
{{- fail (printf "\n\n%d mistakes in the values:\n  - %s\n" (len $mistakes) (join "\n  - " $mistakes)) }}
{{- end }}
{{- end -}}

{{- define "parley.mistakes.transport" -}}
{{- $v := .Values -}}
{{- $found := list -}}
{{- if not $v.allowInsecureTransport -}}
{{- if eq $v.tls.mode "off" }}{{ $found = append $found "tls.mode: off (expected: secrets or cert-manager, or allowInsecureTransport: true for a trial)" }}{{ end -}}
{{- if has $v.postgresql.sslMode (list "disable" "require") }}{{ $found = append $found (printf "postgresql.sslMode: %s (expected: verify-full or verify-ca)" $v.postgresql.sslMode) }}{{ end -}}
{{- if has $v.kafka.protocol (list "PLAINTEXT" "SASL_PLAINTEXT") }}{{ $found = append $found (printf "kafka.protocol: %s (expected: SASL_SSL or SSL)" $v.kafka.protocol) }}{{ end -}}
{{- if not $v.redis.tls }}{{ $found = append $found "redis.tls: false (expected: true)" }}{{ end -}}
{{- range $name, $url := dict "oidc.issuer" $v.oidc.issuer "oidc.tokenUri" $v.oidc.tokenUri "oidc.jwksUri" $v.oidc.jwksUri "publicUrl" $v.publicUrl "files.s3.endpoint" $v.files.s3.endpoint "traces.endpoint" $v.traces.endpoint }}
{{- if hasPrefix "http:" $url }}{{ $found = append $found (printf "%s: %s (expected: https)" $name $url) }}{{ end -}}
{{- end -}}
{{- range include "parley.keks" . | fromYaml }}
{{- if hasPrefix "hcvault+http:" .uri }}{{ $found = append $found (printf "%s.uri: hcvault+http (expected: hcvault, which is over TLS)" .at) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if and (eq $v.tls.mode "cert-manager") (not $v.tls.issuerRef.name) }}{{ $found = append $found "tls.issuerRef.name: missing (expected: the issuer of the services' certificates)" }}{{ end -}}
{{- if eq $v.tls.mode "secrets" -}}
{{- range $name, $fact := include "parley.facts" . | fromYaml }}
{{- if not (index $v.tls.secrets $name) }}{{ $found = append $found (printf "tls.secrets.%s: missing (expected: a Secret with tls.crt, tls.key and ca.crt)" $name) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- toYaml $found -}}
{{- end -}}

{{- define "parley.mistakes.secrets" -}}
{{- $v := .Values -}}
{{- $found := list -}}
{{- if and (hasPrefix "SASL" $v.kafka.protocol) (not $v.kafka.sasl.existingSecret) }}{{ $found = append $found "kafka.sasl.existingSecret: missing (expected: a Secret with user name and password)" }}{{ end -}}
{{- if and (eq $v.kafka.protocol "SSL") (not $v.kafka.client.existingSecret) }}{{ $found = append $found "kafka.client.existingSecret: missing (expected: a Secret with a PKCS#12 keystore and its password)" }}{{ end -}}
{{- range include "parley.keks" . | fromYaml }}
{{- $path := printf "file:///run/parley/keys/%skek.json" .prefix }}
{{- if and (hasPrefix "file:" .uri) (not .file.existingSecret) }}{{ $found = append $found (printf "%s.file.existingSecret: missing (expected: a Secret with a Tink keyset, as %s.uri is a file)" .at .at) }}{{ end -}}
{{- if and (hasPrefix "file:" .uri) (ne .uri $path) }}{{ $found = append $found (printf "%s.uri: %s (expected: %s, where the Secret is mounted)" .at .uri $path) }}{{ end -}}
{{- if and (or (hasPrefix "hcvault" .uri) (hasPrefix "hcvault" .previousUri)) (not .vault.existingSecret) }}{{ $found = append $found (printf "%s.vault.existingSecret: missing (expected: a Secret with Vault's token)" .at) }}{{ end -}}
{{- end -}}
{{- if eq $v.signing.kek.uri $v.kek.uri }}{{ $found = append $found (printf "signing.kek.uri: %s (expected: another key than kek.uri, which opens all content)" $v.kek.uri) }}{{ end -}}
{{- if and $v.kek.file.existingSecret (eq (toJson $v.signing.kek.file) (toJson $v.kek.file)) }}{{ $found = append $found "signing.kek.file: the same as kek.file (expected: another keyset than the one that opens all content)" }}{{ end -}}
{{- if hasKey $v.regions $v.region }}{{ $found = append $found (printf "regions.%s: this region itself (expected: the others only)" $v.region) }}{{ end -}}
{{- toYaml $found -}}
{{- end -}}

{{- define "parley.mistakes.files" -}}
{{- $v := .Values -}}
{{- $found := list -}}
{{- $message := mergeOverwrite (deepCopy $v.defaults) (deepCopy $v.services.message) -}}
{{- $archive := mergeOverwrite (deepCopy $v.defaults) (deepCopy $v.services.archive) -}}
{{- $many := false -}}
{{- range $service := list $message $archive }}{{ if or (gt (int $service.replicas) 1) (and $service.autoscaling.enabled (gt (int $service.autoscaling.maxReplicas) 1)) }}{{ $many = true }}{{ end }}{{ end -}}
{{- if and $v.files.s3.bucket $v.files.volume.existingClaim }}{{ $found = append $found "files: both s3.bucket and volume.existingClaim (expected: one of them)" }}{{ end -}}
{{- if not (or $v.files.s3.bucket $v.files.volume.existingClaim) }}{{ $found = append $found "files: neither s3.bucket nor volume.existingClaim (expected: one of them)" }}{{ end -}}
{{- if and $v.files.volume.existingClaim $many (not $v.files.volume.shared) }}{{ $found = append $found "files.volume.shared: false with several pods of message-service or archive-service (expected: a ReadWriteMany claim and true, or a bucket)" }}{{ end -}}
{{- toYaml $found -}}
{{- end -}}

{{- define "parley.mistakes.entry" -}}
{{- $v := .Values -}}
{{- $found := list -}}
{{- if and $v.ingress.enabled $v.gatewayApi.enabled }}{{ $found = append $found "ingress.enabled and gatewayApi.enabled: both true (expected: one way in)" }}{{ end -}}
{{- if and $v.ingress.enabled (not $v.ingress.host) }}{{ $found = append $found "ingress.host: missing (expected: the host of publicUrl)" }}{{ end -}}
{{- if and $v.ingress.enabled (not $v.ingress.tlsSecret) (not $v.allowInsecureTransport) }}{{ $found = append $found "ingress.tlsSecret: missing (expected: a Secret with the public certificate)" }}{{ end -}}
{{- if and $v.gatewayApi.enabled (not $v.gatewayApi.parentRefs) }}{{ $found = append $found "gatewayApi.parentRefs: empty (expected: the Gateway that listens)" }}{{ end -}}
{{- if and $v.witnesses.list (gt (int $v.witnesses.required) (len $v.witnesses.list)) }}{{ $found = append $found (printf "witnesses.required: %d (expected: at most as many as witnesses.list has, %d)" (int $v.witnesses.required) (len $v.witnesses.list)) }}{{ end -}}
{{- if and $v.gatewayApi.enabled (ne $v.tls.mode "off") (not $v.gatewayApi.caConfigMap) }}{{ $found = append $found "gatewayApi.caConfigMap: missing (expected: a ConfigMap with ca.crt, as the services speak TLS)" }}{{ end -}}
{{- toYaml $found -}}
{{- end -}}

{{- define "parley.mistakes.network" -}}
{{- $v := .Values -}}
{{- $found := list -}}
{{- if $v.networkPolicy.enabled -}}
{{- $needed := list "postgresql" "kafka" "redis" "oidc" -}}
{{- if $v.files.s3.bucket }}{{ $needed = append $needed "files" }}{{ end -}}
{{- range include "parley.keks" . | fromYaml }}{{ if include "parley.kekOutside" . }}{{ $needed = append $needed .flow }}{{ end }}{{ end -}}
{{- if include "parley.siemOutside" . }}{{ $needed = append $needed "siem" }}{{ end -}}
{{- if $v.witnesses.list }}{{ $needed = append $needed "witnesses" }}{{ end -}}
{{- if $v.traces.endpoint }}{{ $needed = append $needed "traces" }}{{ end -}}
{{- range $needed }}
{{- if not (index $v.networkPolicy.egress .).peers }}{{ $found = append $found (printf "networkPolicy.egress.%s.peers: empty (expected: where it is; an empty list would mean everywhere)" .) }}{{ end -}}
{{- end -}}
{{- range $flow, $to := $v.networkPolicy.egress }}
{{- range $to.peers }}
{{- if and .ipBlock (regexMatch "/0$" .ipBlock.cidr) }}{{ $found = append $found (printf "networkPolicy.egress.%s: %s (expected: not the whole world, which holds the other regions)" $flow .ipBlock.cidr) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if not $v.networkPolicy.ingress.peers }}{{ $found = append $found "networkPolicy.ingress.peers: empty (expected: the ingress controller's pods)" }}{{ end -}}
{{- end -}}
{{- toYaml $found -}}
{{- end -}}

{{- define "parley.mistakes.scale" -}}
{{- $v := .Values -}}
{{- $found := list -}}
{{- range $name := list "gateway" "message" "presence" "archive" "consent" "audit" }}
{{- $s := mergeOverwrite (deepCopy $v.defaults) (deepCopy (index $v.services $name)) -}}
{{- if and $s.autoscaling.enabled (gt (int $s.autoscaling.minReplicas) (int $s.autoscaling.maxReplicas)) }}{{ $found = append $found (printf "services.%s.autoscaling: minReplicas over maxReplicas" $name) }}{{ end -}}
{{- $most := ternary $s.autoscaling.maxReplicas $s.replicas $s.autoscaling.enabled -}}
{{- if and (has $name (list "message" "archive")) (gt (int $most) (int $v.kafka.topics.partitions)) }}{{ $found = append $found (printf "services.%s: %d pods for %d partitions (expected: no more pods than partitions)" $name (int $most) (int $v.kafka.topics.partitions)) }}{{ end -}}
{{- end -}}
{{- toYaml $found -}}
{{- end -}}

{{/* What must never change. The cluster is asked at `helm upgrade` only. */}}
{{- define "parley.mistakes.upgrade" -}}
{{- $found := list -}}
{{- if .Release.IsUpgrade -}}
{{- $before := lookup "v1" "ConfigMap" .Release.Namespace (printf "%s-fixed" (include "parley.name" .)) -}}
{{- if $before -}}
{{- range $key, $now := dict "region" .Values.region "partitions" (.Values.kafka.topics.partitions | toString) }}
{{- $was := index $before.data $key -}}
{{- if ne $was $now }}{{ $found = append $found (printf "%s: %s (expected: %s, as installed; it is fixed for the life of the data)" $key $now $was) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toYaml $found -}}
{{- end -}}
