{{- define "facestream.loaderPod" -}}
metadata:
  labels:
    {{- include "facestream.labels" (list . "loader") | nindent 4 }}
    facestream/part: kafka-only
spec:
  {{- include "facestream.toolsPod" (list .) | nindent 2 }}
  restartPolicy: Never
  containers:
    - name: loader
      {{- include "facestream.toolsContainer" (list .) | nindent 6 }}
      args:
        - facebank
        - publish
        - /var/lib/facestream-people/{{ .Values.loader.folder }}
        - --to=kafka://{{ .Values.topics.facebank }}
        - --kafka=/etc/facestream/kafka/client.properties
        - --facebank-key=/etc/facestream/facebank/facebank.key
        - --author={{ .Values.loader.author }}
        {{- if .Values.loader.keepOthers }}
        - --keep-others
        {{- end }}
      resources:
        {{- toYaml .Values.loader.resources | nindent 8 }}
      volumeMounts:
        {{- include "facestream.toolsMounts" . | nindent 8 }}
        - {name: facebank-key, mountPath: /etc/facestream/facebank, readOnly: true}
        - {name: people, mountPath: /var/lib/facestream-people, readOnly: true}
  volumes:
    {{- include "facestream.toolsVolumes" . | nindent 4 }}
    {{- include "facestream.keyVolume" . | nindent 4 }}
    - name: people
      persistentVolumeClaim: {claimName: {{ .Values.loader.existingClaim }}, readOnly: true}
{{- end }}
