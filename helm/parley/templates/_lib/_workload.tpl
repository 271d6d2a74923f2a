{{- define "parley.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
data:
  application.yaml: |
    {{- include "parley.config" . | nindent 4 }}
{{- end -}}

{{- define "parley.serviceaccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
  {{- with .values.serviceAccountAnnotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end -}}

{{- define "parley.k8sservice" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
spec:
  type: ClusterIP
  selector: {{- include "parley.selector" . | nindent 4 }}
  ports:
    - {name: {{ include "parley.scheme" . }}, port: {{ .fact.port }}, targetPort: api, protocol: TCP}
    - {name: management, port: {{ .fact.management }}, targetPort: management, protocol: TCP}
{{- end -}}

{{- define "parley.probe" -}}
httpGet: {path: /actuator/health/{{ index . 1 }}, port: management, scheme: {{ include "parley.scheme" (index . 0) | upper }}}
timeoutSeconds: 3
{{- end -}}

{{- define "parley.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
spec:
  {{- if not .values.autoscaling.enabled }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  # A new pod is ready before an old one ends: nobody waits, and one version more must get along with one less.
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
  selector:
    matchLabels: {{- include "parley.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "parley.labels" . | nindent 8 }}
      annotations:
        checksum/config: {{ include "parley.config" . | sha256sum }}
        {{- with .values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec: {{- include "parley.podspec" . | nindent 6 }}
{{- end -}}

{{- define "parley.podspec" -}}
serviceAccountName: {{ .full }}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: {{ add .values.preStopSeconds (mul 2 .values.drainSeconds) 10 }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
securityContext: {{- include "parley.podSecurity" . | nindent 2 }}
{{- with .values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- range .values.topologyKeys }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "parley.selector" $ | nindent 8 }}
  {{- end }}
containers:
  - name: {{ .name }}
    image: {{ include "parley.image" . }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    securityContext: {{- include "parley.containerSecurity" . | nindent 6 }}
    env:
      - {name: SPRING_CONFIG_ADDITIONALLOCATION, value: "file:/etc/parley/"}
      {{- with .values.javaOptions }}
      - {name: JDK_JAVA_OPTIONS, value: {{ . | quote }}}
      {{- end }}
    ports:
      - {name: api, containerPort: {{ .fact.port }}, protocol: TCP}
      - {name: management, containerPort: {{ .fact.management }}, protocol: TCP}
    # Ten minutes: all pods of a region may start at once on a node that has little to give, and killing them makes it worse.
    startupProbe:
      {{- include "parley.probe" (list . "liveness") | nindent 6 }}
      periodSeconds: 3
      failureThreshold: 200
    livenessProbe:
      {{- include "parley.probe" (list . "liveness") | nindent 6 }}
      periodSeconds: 10
      failureThreshold: 6
    readinessProbe:
      {{- include "parley.probe" (list . "readiness") | nindent 6 }}
      periodSeconds: 5
      failureThreshold: 2
    lifecycle:
      # Until every load balancer has heard that the pod ends.
      preStop: {sleep: {seconds: {{ .values.preStopSeconds }}}}
    resources: {{- toYaml .values.resources | nindent 6 }}
    volumeMounts: {{- include "parley.mounts" . | nindent 6 }}
volumes: {{- include "parley.volumes" . | nindent 2 }}
{{- end -}}

{{- define "parley.hpa" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .full }}}
  minReplicas: {{ .values.autoscaling.minReplicas }}
  maxReplicas: {{ .values.autoscaling.maxReplicas }}
  behavior:
    # Partitions move at each change: up at once, down slowly.
    scaleDown: {stabilizationWindowSeconds: 600, policies: [{type: Pods, value: 1, periodSeconds: 120}]}
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: {{ .values.autoscaling.cpuUtilization }}}}
    {{- with .values.autoscaling.lag }}{{ if .metric }}
    - type: External
      external:
        metric:
          name: {{ .metric }}
          {{- with .matchLabels }}
          selector: {matchLabels: {{ toJson . }}}
          {{- end }}
        target: {type: AverageValue, averageValue: {{ .target | quote }}}
    {{- end }}{{ end }}
{{- end -}}

{{- define "parley.pdb" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .values.disruptionBudget.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "parley.selector" . | nindent 6 }}
{{- end -}}

{{- define "parley.certificate" -}}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: {{ .full }}
  labels: {{- include "parley.labels" . | nindent 4 }}
spec:
  secretName: {{ include "parley.tlsSecret" . }}
  duration: {{ .root.Values.tls.duration }}
  renewBefore: {{ .root.Values.tls.renewBefore }}
  privateKey: {algorithm: ECDSA, size: 256, encoding: PKCS8, rotationPolicy: Always}
  usages: [server auth]
  dnsNames:
    - {{ .full }}
    - {{ .full }}.{{ .root.Release.Namespace }}
    - {{ .full }}.{{ .root.Release.Namespace }}.svc
    - {{ .full }}.{{ .root.Release.Namespace }}.svc.cluster.local
  issuerRef: {{- toYaml .root.Values.tls.issuerRef | nindent 4 }}
{{- end -}}

{{- define "parley.servicemonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ .full }}
  labels:
    {{- include "parley.labels" . | nindent 4 }}
    {{- with .root.Values.metrics.serviceMonitor.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels: {{- include "parley.selector" . | nindent 6 }}
  targetLabels: [app.kubernetes.io/component, parley.io/region]
  endpoints:
    - port: management
      path: /actuator/prometheus
      interval: {{ .root.Values.metrics.serviceMonitor.interval }}
      scheme: {{ include "parley.scheme" . }}
      {{- if ne .root.Values.tls.mode "off" }}
      tlsConfig:
        serverName: {{ .full }}
        ca: {secret: {name: {{ include "parley.tlsSecret" . }}, key: ca.crt}}
      {{- end }}
{{- end -}}
