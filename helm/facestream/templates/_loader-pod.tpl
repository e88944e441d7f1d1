{{- /* A pod that changes the facebank: (list $ NAME ARGUMENTS), the pictures at hand where the name is loader */ -}}
{{- define "facestream.facebankPod" -}}
{{- $ := index . 0 }}
{{- $name := index . 1 }}
{{- $pictures := eq $name "loader" }}
metadata:
  labels:
    {{- include "facestream.labels" (list $ $name) | nindent 4 }}
    facestream/part: kafka-only
spec:
  {{- include "facestream.toolsPod" (list $) | nindent 2 }}
  restartPolicy: Never
  containers:
    - name: {{ $name }}
      {{- include "facestream.toolsContainer" (list $) | nindent 6 }}
      args:
        - facebank
        {{- index . 2 | nindent 8 }}
        - --kafka=/etc/facestream/kafka/client.properties
        - --facebank-key=/etc/facestream/facebank/facebank.key
      resources:
        {{- toYaml $.Values.loader.resources | nindent 8 }}
      volumeMounts:
        {{- include "facestream.toolsMounts" $ | nindent 8 }}
        - {name: facebank-key, mountPath: /etc/facestream/facebank, readOnly: true}
        {{- if $pictures }}
        - {name: people, mountPath: /var/lib/facestream-people, readOnly: true}
        {{- end }}
  volumes:
    {{- include "facestream.toolsVolumes" $ | nindent 4 }}
    {{- include "facestream.keyVolume" $ | nindent 4 }}
    {{- if $pictures }}
    - name: people
      persistentVolumeClaim: {claimName: {{ $.Values.loader.existingClaim }}, readOnly: true}
    {{- end }}
{{- end }}

{{- define "facestream.loaderPod" -}}
{{- include "facestream.facebankPod" (list . "loader" (include "facestream.loaderArguments" .)) }}
{{- end }}

{{- define "facestream.loaderArguments" -}}
- publish
- /var/lib/facestream-people/{{ .Values.loader.folder }}
- --to=kafka://{{ .Values.topics.facebank }}
- --author={{ .Values.loader.author }}
{{- if .Values.loader.keepOthers }}
- --keep-others
{{- end }}
{{- end }}

{{- define "facestream.expiryPod" -}}
{{- include "facestream.facebankPod" (list . "expiry" (include "facestream.expiryArguments" .)) }}
{{- end }}

{{- define "facestream.expiryArguments" -}}
- expire
- --facebank=kafka://{{ .Values.topics.facebank }}
{{- if .Values.expiry.erase }}
- --erase
{{- end }}
{{- end }}
