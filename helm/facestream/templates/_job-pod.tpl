{{- /* The pod of a JobManager or TaskManager: (list $ "taskmanager"). Each has the whole of it: the operator merges lists of a common
template by position. */ -}}
{{- define "facestream.jobPod" -}}
{{- $ := index . 0 }}
{{- $task := eq (index . 1) "taskmanager" }}
{{- $v := $.Values }}
{{- $job := $v.job }}
{{- $name := include "facestream.name" $ }}
{{- $selector := $job.nodeSelector }}
{{- $tolerations := $job.tolerations }}
{{- if and $task (eq $job.device "cuda") }}
{{- $selector = merge (dict) $job.gpu.nodeSelector $job.nodeSelector }}
{{- $tolerations = concat $job.tolerations $job.gpu.tolerations }}
{{- end -}}
metadata:
  labels:
    {{- include "facestream.labels" (list $ "job") | nindent 4 }}
  annotations:
    # A change of the settings restarts the job.
    checksum/settings: {{ include "facestream.jobYaml" $ | sha256sum }}
spec:
  enableServiceLinks: false
  # To see who leads, and for a JobManager to start TaskManagers.
  automountServiceAccountToken: true
  {{- include "facestream.pullSecrets" $ | nindent 2 }}
  {{- with $job.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $selector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector: {matchLabels: {app: {{ $name }}, component: {{ index . 1 }}}}
  securityContext:
    {{- include "facestream.podSecurity" 9999 | nindent 4 }}
  containers:
    - name: flink-main-container
      securityContext:
        {{- include "facestream.containerSecurity" $ | nindent 8 }}
      env:
        - {name: FACESTREAM_HOME, value: /var/lib/facestream}
        {{- if and (eq $v.state.storage "s3") $v.state.s3.existingSecret }}
        {{- range $variable, $key := dict "AWS_ACCESS_KEY_ID" "access-key" "AWS_SECRET_ACCESS_KEY" "secret-key" }}
        - name: {{ $variable }}
          valueFrom: {secretKeyRef: {name: {{ $v.state.s3.existingSecret }}, key: {{ $key }}}}
        {{- end }}
        {{- end }}
      ports:
        - {name: metrics, containerPort: {{ $v.monitoring.port }}}
      volumeMounts:
        - {name: settings, mountPath: /etc/facestream/job, readOnly: true}
        - {name: kafka, mountPath: /etc/facestream/kafka, readOnly: true}
        - {name: facebank-key, mountPath: /etc/facestream/facebank, readOnly: true}
        - {name: home, mountPath: /var/lib/facestream}
        - {name: tmp, mountPath: /tmp}
        - {name: log, mountPath: /opt/flink/log}
        {{- if eq $v.state.storage "pvc" }}
        - {name: state, mountPath: /var/lib/facestream-state}
        {{- end }}
        {{- if $v.crops.enabled }}
        - {name: crops, mountPath: /var/lib/facestream-crops}
        {{- end }}
        {{- if $task }}
        - {name: rocksdb, mountPath: /var/lib/facestream-rocksdb}
        {{- end }}
  volumes:
    - name: settings
      configMap: {name: {{ $name }}-job}
    {{- include "facestream.toolsVolumes" $ | nindent 4 }}
    {{- include "facestream.keyVolume" $ | nindent 4 }}
    - name: log
      emptyDir: {sizeLimit: {{ $v.scratchGi }}Gi}
    {{- if eq $v.state.storage "pvc" }}
    - name: state
      persistentVolumeClaim: {claimName: {{ include "facestream.stateClaim" $ }}}
    {{- end }}
    {{- if $v.crops.enabled }}
    - name: crops
      persistentVolumeClaim: {claimName: {{ include "facestream.cropsClaim" $ }}}
    {{- end }}
    {{- if $task }}
    - name: rocksdb
      {{- with $job.taskManager.localState }}
      {{- if .storageClass }}
      ephemeral:
        volumeClaimTemplate:
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: {{ .storageClass }}
            resources: {requests: {storage: {{ .sizeGi }}Gi}}
      {{- else }}
      emptyDir: {sizeLimit: {{ .sizeGi }}Gi}
      {{- end }}
      {{- end }}
    {{- end }}
{{- end }}
