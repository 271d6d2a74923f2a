{{/* Brings one database up to date before the new pods start. Only this pod has the owner's password; it talks to
     PostgreSQL and to nobody else. Flyway takes PostgreSQL's lock, so two jobs are as good as one. */}}
{{- define "parley.migration" -}}
{{- $m := .root.Values.migrations -}}
{{- $d := merge (dict "name" (printf "%s-migration" .name)) . -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .full }}-migration
  labels: {{- include "parley.labels" $d | nindent 4 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "0"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: {{ $m.backoffLimit }}
  activeDeadlineSeconds: {{ $m.activeDeadlineSeconds }}
  template:
    metadata:
      labels: {{- include "parley.labels" $d | nindent 8 }}
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets: {{- range . }}
        - name: {{ . }}
      {{- end }}
      {{- end }}
      {{- with .values.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext: {{- include "parley.podSecurity" . | nindent 8 }}
      containers:
        - name: migration
          image: {{ include "parley.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          command: [java, -cp, "@/app/jib-classpath-file", io.parley.platform.migration.Migration]
          securityContext: {{- include "parley.containerSecurity" . | nindent 12 }}
          env:
            - name: SPRING_APPLICATION_JSON
              value: {{ dict "spring" (dict "datasource" (dict "url" (include "parley.jdbcUrl" .)) "config" (dict "import" "configtree:/run/parley/secrets/")) | toJson | quote }}
          resources: {{- toYaml $m.resources | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            - {name: secrets, mountPath: /run/parley/secrets, readOnly: true}
            {{- if .root.Values.postgresql.ca.existingSecret }}
            - {name: trust, mountPath: /run/parley/trust, readOnly: true}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 64Mi}
        {{- include "parley.projected" (list "secrets" (include "parley.ownerItem" .)) | nindent 8 }}
        {{- if .root.Values.postgresql.ca.existingSecret }}
        {{- include "parley.projected" (list "trust" (include "parley.databaseTrust" .)) | nindent 8 }}
        {{- end }}
{{- if .root.Values.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .full }}-migration
  labels: {{- include "parley.labels" $d | nindent 4 }}
  annotations:
    # Before the job: at the first install nothing else of the release is there yet.
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "-1"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  podSelector:
    matchLabels: {{- include "parley.selector" $d | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress: []
  egress:
    {{- include "parley.dns" .root.Values.networkPolicy.dns | nindent 4 }}
    {{- include "parley.flow" .root.Values.networkPolicy.egress.postgresql | nindent 4 }}
{{- end }}
{{- end -}}
