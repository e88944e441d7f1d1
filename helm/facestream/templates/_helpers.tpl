{{- /* Names and labels */ -}}

{{- define "facestream.name" -}}
{{- if contains "facestream" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-facestream" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "facestream.commonLabels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/name: facestream
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* Of one part: (list $ "console") */ -}}
{{- define "facestream.labels" -}}
{{ include "facestream.commonLabels" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "facestream.selector" -}}
app.kubernetes.io/name: facestream
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- /* (list $ "tools") */ -}}
{{- define "facestream.image" -}}
{{- with index (index . 0).Values.images (index . 1) }}{{ .repository }}:{{ .tag }}{{ end }}
{{- end }}

{{- define "facestream.pullSecrets" -}}
{{- with .Values.images.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Secrets: one that is there, or the one that the chart makes */ -}}

{{- define "facestream.kafkaSecret" -}}
{{ .Values.kafka.existingSecret | default (printf "%s-kafka" (include "facestream.name" .)) }}
{{- end }}

{{- define "facestream.keySecret" -}}
{{ .Values.facebankKey.existingSecret | default (printf "%s-facebank-key" (include "facestream.name" .)) }}
{{- end }}

{{- define "facestream.cameraSecret" -}}
{{ .Values.cameraPasswords.existingSecret | default (printf "%s-cameras" (include "facestream.name" .)) }}
{{- end }}

{{- define "facestream.consoleSecret" -}}
{{ .Values.console.existingSecret | default (printf "%s-console" (include "facestream.name" .)) }}
{{- end }}

{{- define "facestream.stateClaim" -}}
{{ .Values.state.pvc.existingClaim | default (printf "%s-state" (include "facestream.name" .)) }}
{{- end }}

{{- define "facestream.cropsClaim" -}}
{{ .Values.crops.existingClaim | default (printf "%s-crops" (include "facestream.name" .)) }}
{{- end }}

{{- /* As Kafka's tools read it */ -}}
{{- define "facestream.kafkaProperties" -}}
bootstrap.servers={{ .Values.kafka.bootstrapServers }}
{{- range $key, $value := .Values.kafka.properties }}
{{ $key }}={{ $value | toString | replace "\\" "\\\\" }}
{{- end }}
{{- end }}

{{- /* What every pod is not allowed; (list user) */ -}}
{{- define "facestream.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "facestream.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- /* A pod of the tools' image up to its containers: (list $ "console") */ -}}
{{- define "facestream.toolsPod" -}}
serviceAccountName: {{ include "facestream.name" (index . 0) }}-tools
automountServiceAccountToken: false
enableServiceLinks: false
{{- include "facestream.pullSecrets" (index . 0) }}
securityContext:
  {{- include "facestream.podSecurity" 10001 | nindent 2 }}
{{- end }}

{{- /* A container of the tools' image up to its arguments: (list $ "console") */ -}}
{{- define "facestream.toolsContainer" -}}
image: {{ include "facestream.image" (list (index . 0) "tools") }}
imagePullPolicy: {{ (index . 0).Values.images.pullPolicy }}
securityContext:
  {{- include "facestream.containerSecurity" . | nindent 2 }}
{{- end }}

{{- /* Kafka's settings, what is written, and more: mounts and volumes of the tools */ -}}
{{- define "facestream.toolsMounts" -}}
- {name: kafka, mountPath: /etc/facestream/kafka, readOnly: true}
- {name: home, mountPath: /var/lib/facestream}
- {name: tmp, mountPath: /tmp}
{{- end }}

{{- define "facestream.toolsVolumes" -}}
- name: kafka
  secret: {secretName: {{ include "facestream.kafkaSecret" . }}, defaultMode: 0440}
{{ include "facestream.scratchVolumes" . }}
{{- end }}

{{- define "facestream.scratchVolumes" -}}
- name: home
  emptyDir: {sizeLimit: {{ .Values.scratchGi }}Gi}
- name: tmp
  emptyDir: {sizeLimit: {{ .Values.scratchGi }}Gi}
{{- end }}

{{- define "facestream.keyVolume" -}}
- name: facebank-key
  secret: {secretName: {{ include "facestream.keySecret" . }}, defaultMode: 0440, items: [{key: facebank.key, path: facebank.key}]}
{{- end }}
