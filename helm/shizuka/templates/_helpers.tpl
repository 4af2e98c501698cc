{{- define "shizuka.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- /* At most 50 characters: suffixes must fit. */ -}}
{{- define "shizuka.fullname" -}}
{{- $name := include "shizuka.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "shizuka.selectorLabels" -}}
app.kubernetes.io/name: {{ include "shizuka.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "shizuka.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "shizuka.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: shizuka
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* What follows `metadata:`, but for namespace and name. Call with (list . labels annotations). */ -}}
{{- define "shizuka.metadata" -}}
{{- $ := index . 0 -}}
labels:
  {{- merge (include "shizuka.labels" $ | fromYaml) (index . 1) | toYaml | nindent 2 }}
{{- with merge (deepCopy (index . 2)) $.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "shizuka.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "shizuka.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "shizuka.subjects" -}}
- kind: ServiceAccount
  name: {{ include "shizuka.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}

{{- define "shizuka.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /*
How rules reach Prometheus where nothing is said: as the backend has it, for another way would move every rule; else as PrometheusRules where
the cluster has that kind, else as ConfigMaps.
*/ -}}
{{- define "shizuka.delivery" -}}
{{- $before := dict -}}
{{- if .Capabilities.APIVersions.Has "shizuka.dev/v1alpha1/MonitoringBackend" -}}
{{- $there := lookup "shizuka.dev/v1alpha1" "MonitoringBackend" "" .Values.backend.name | default dict -}}
{{- $before = dig "spec" "prometheus" "delivery" dict $there -}}
{{- end -}}
{{- $place := dict "namespace" .Release.Namespace "name" (printf "%s-rules" (include "shizuka.fullname" .)) -}}
{{- if $before -}}
{{- toYaml $before -}}
{{- else if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1/PrometheusRule" -}}
{{- with .Values.backend.ruleLabels -}}{{- $_ := set $place "labels" . -}}{{- end -}}
{{- dict "prometheusRule" $place | toYaml -}}
{{- else -}}
{{- dict "configMap" (set $place "shards" 8) | toYaml -}}
{{- end -}}
{{- end -}}

{{- define "shizuka.backendSpec" -}}
{{- $spec := deepCopy .Values.backend.spec -}}
{{- if and $spec.prometheus (not $spec.prometheus.delivery) -}}
{{- $_ := set $spec.prometheus "delivery" (include "shizuka.delivery" . | fromYaml) -}}
{{- end -}}
{{- toYaml $spec -}}
{{- end -}}

{{- /* Namespaces that rules are delivered to, as a YAML list. */ -}}
{{- define "shizuka.ruleNamespaces" -}}
{{- $namespaces := .Values.rules.namespaces -}}
{{- if .Values.backend.create -}}
{{- $delivery := dig "prometheus" "delivery" dict (include "shizuka.backendSpec" . | fromYaml) -}}
{{- range $kind := list "configMap" "prometheusRule" -}}
{{- with dig $kind "namespace" "" $delivery -}}{{- $namespaces = append $namespaces . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $namespaces | uniq | sortAlpha | toYaml -}}
{{- end -}}

{{- /* What cannot work is refused here, before anything is installed. */ -}}
{{- define "shizuka.check" -}}
{{- $postgres := .Values.store.postgres.url -}}
{{- if and (gt (int .Values.replicas) 1) (not $postgres) -}}
{{- fail "replicas: more than one needs store.postgres.url, for a SQLite file has one writer" -}}
{{- end -}}
{{- if and .Values.store.postgres.passwordSecret.name (not $postgres) -}}
{{- fail "store.postgres.passwordSecret: give store.postgres.url as well" -}}
{{- end -}}
{{- if contains "password=" $postgres -}}
{{- fail "store.postgres.url: put the password into a Secret and name that in store.postgres.passwordSecret" -}}
{{- end -}}
{{- if and .Values.serviceMonitor.enabled .Values.podMonitor.enabled -}}
{{- fail "serviceMonitor and podMonitor: enable one of them, or everything is scraped twice" -}}
{{- end -}}
{{- with .Values.inhibition -}}
{{- if and .namespace (or (not .base) (not .output)) -}}
{{- fail "inhibition: give namespace, base and output together" -}}
{{- end -}}
{{- if and .base (eq .base .output) -}}
{{- fail "inhibition: base is only read and output is only written: name two Secrets" -}}
{{- end -}}
{{- end -}}
{{- if and .Values.backend.create (not .Values.backend.spec) -}}
{{- fail "backend.spec: say where Prometheus and Alertmanager are, or set backend.create to false" -}}
{{- end -}}
{{- end -}}

{{- /* The longest life of a policy, as CEL writes durations. */ -}}
{{- define "shizuka.lifetime" -}}
{{- $units := dict "s" 1 "m" 60 "h" 3600 "d" 86400 "w" 604800 "y" 31536000 -}}
{{- $seconds := 0 -}}
{{- range regexFindAll "[0-9]+[smhdwy]" .Values.operator.maxLifetime -1 -}}
{{- $seconds = add $seconds (mul (regexFind "[0-9]+" . | int64) (get $units (regexFind "[a-z]" .))) -}}
{{- end -}}
{{- if mod $seconds 3600 -}}{{- printf "%ds" $seconds -}}{{- else -}}{{- printf "%dh" (div $seconds 3600) -}}{{- end -}}
{{- end -}}
