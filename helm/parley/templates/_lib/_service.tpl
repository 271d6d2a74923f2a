{{/* All objects of one service. Takes (list $ "name"). */}}
{{- define "parley.service" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $fact := index (include "parley.facts" $root | fromYaml) $name -}}
{{- $values := mergeOverwrite (deepCopy $root.Values.defaults) (deepCopy (index $root.Values.services $name)) -}}
{{- $full := printf "%s-%s" (include "parley.name" $root) $name -}}
{{- $d := dict "root" $root "name" $name "full" $full "fact" $fact "values" $values -}}
{{- $kinds := list "serviceaccount" "configmap" "k8sservice" "deployment" "pdb" -}}
{{- if $values.autoscaling.enabled }}{{ $kinds = append $kinds "hpa" }}{{ end -}}
{{- if $root.Values.networkPolicy.enabled }}{{ $kinds = append $kinds "networkpolicy" }}{{ end -}}
{{- if eq $root.Values.tls.mode "cert-manager" }}{{ $kinds = append $kinds "certificate" }}{{ end -}}
{{- if $root.Values.metrics.serviceMonitor.enabled }}{{ $kinds = append $kinds "servicemonitor" }}{{ end -}}
{{- range $kinds }}
---
{{ include (printf "parley.%s" .) $d }}
{{- end }}
{{- if and $fact.database (eq $root.Values.migrations.mode "job") }}
---
{{ include "parley.migration" $d }}
{{- end }}
{{- end -}}
