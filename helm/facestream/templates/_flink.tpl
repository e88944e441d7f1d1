{{- /* What only works with one parallelism for all: from the tracker on, vertices hand on what is already keyed. A test of the job holds
this list against the job's graph. */ -}}
{{- define "facestream.fixedVertices" -}}
de649a222c429cba2c39288f2fb19e4b;111b4d7feb8210fac7580537c56134d4;63f3f373689257976bd8be96d7884fbf;a5619f1789aa24bca4b75d6c34e897dd;61ef45eb63762cbd50a900b1abc71bab;24e9a27009ef817d4fa52f9dd563fd7f;e66c239beb7c7391cf6f7670aa60a432;1b22a1adf7b9aea4287046c6985552e5;c7943a90c63d2ea278c40cc8ca062ca2;13f094c44c456dddf81ea292f62f54f2;d01a48d9d3036a89ff672185ad1ae7ed;1ec644b69a203a0bc5062438c078d62b;4bee0c2555f79006abcc824885205df3;8e0d9160d52816ca9b86141d05a45e69
{{- end }}

{{- /* Options of both kinds of JVM: those of the launcher (a test holds them against its file), and where things lie in the image. */ -}}
{{- define "facestream.javaOptions" -}}
--add-modules=jdk.incubator.vector -Djava.awt.headless=true --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.text=ALL-UNNAMED --add-opens=java.base/java.time=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED --add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED -Dfacestream.root=/opt/facestream -Dorg.bytedeco.javacpp.cachedir=/var/lib/facestream/native
{{- end }}

{{- define "facestream.stateUri" -}}
{{- if eq .Values.state.storage "s3" }}{{ .Values.state.s3.uri | trimSuffix "/" }}{{ else }}file:///var/lib/facestream-state{{ end }}
{{- end }}

{{- /* Flink's settings; why they are not Flink's defaults is said where a cluster of one machine gets the same: ClusterConfiguration. */ -}}
{{- define "facestream.flinkConfiguration" -}}
{{- $job := .Values.job }}
env.java.opts.all: {{ include "facestream.javaOptions" . }}
# By default JavaCPP takes the heap's limit for that of native memory as well.
env.java.opts.taskmanager: -Dorg.bytedeco.javacpp.maxBytes={{ div $job.taskManager.memoryMi 2 }}m -Dorg.bytedeco.javacpp.maxPhysicalBytes=0
classloader.parent-first-patterns.additional: org.bytedeco.;ai.onnxruntime.;org.apache.kafka.
web.submit.enable: "false"
web.cancel.enable: "false"
kubernetes.rest-service.exposed.type: ClusterIP
kubernetes.taskmanager.service-account: {{ include "facestream.name" . }}-taskmanager
high-availability.type: kubernetes
high-availability.storageDir: {{ include "facestream.stateUri" . }}/ha
execution.checkpointing.dir: {{ include "facestream.stateUri" . }}/checkpoints
execution.checkpointing.savepoint-dir: {{ include "facestream.stateUri" . }}/savepoints
execution.checkpointing.interval: {{ $job.checkpointSeconds }} s
execution.checkpointing.incremental: "true"
execution.checkpointing.num-retained: "2"
execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
state.backend.type: rocksdb
state.backend.rocksdb.localdir: /var/lib/facestream-rocksdb
{{- if eq .Values.state.storage "s3" }}
{{- with .Values.state.s3 }}
{{- with .region }}
s3.region: {{ . }}
{{- end }}
{{- with .endpoint }}
s3.endpoint: {{ . }}
{{- end }}
s3.path-style-access: {{ .pathStyle | quote }}
{{- end }}
{{- end }}
taskmanager.numberOfTaskSlots: {{ $job.taskManager.slots | quote }}
taskmanager.memory.jvm-overhead.fraction: "0.3"
taskmanager.memory.jvm-overhead.min: 400m
taskmanager.memory.jvm-overhead.max: 4096m
taskmanager.memory.managed.fraction: "0.2"
taskmanager.memory.network.fraction: "0.05"
jobmanager.memory.jvm-metaspace.size: 192m
restart-strategy.type: exponential-delay
restart-strategy.exponential-delay.initial-backoff: 500 ms
restart-strategy.exponential-delay.max-backoff: 10 s
restart-strategy.exponential-delay.reset-backoff-threshold: 2 min
restart-strategy.exponential-delay.attempts-before-reset-backoff: "400"
# A job that could not start, since Kafka or a topic was missing, is tried again.
kubernetes.operator.job.restart.failed: "true"
kubernetes.operator.savepoint.history.max.count: "5"
metrics.reporters: prom
metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
metrics.reporter.prom.port: {{ .Values.monitoring.port | quote }}
# Names of cameras as they are; no label that is new with each restart.
metrics.reporter.prom.filterLabelValueCharacters: "false"
metrics.reporter.prom.scope.variables.excludes: host;task_id;task_attempt_id;operator_id
{{- if eq $job.device "cuda" }}
external-resources: gpu
external-resource.gpu.amount: "1"
external-resource.gpu.kubernetes.config-key: {{ $job.gpu.resource }}
{{- end }}
{{- with .Values.autoscaler }}
{{- if .enabled }}
job.autoscaler.enabled: "true"
job.autoscaler.vertex.exclude.ids: {{ include "facestream.fixedVertices" $ }}
job.autoscaler.vertex.min-parallelism: {{ .minParallelism | quote }}
job.autoscaler.vertex.max-parallelism: {{ .maxParallelism | quote }}
job.autoscaler.target.utilization: {{ .targetUtilization | quote }}
job.autoscaler.stabilization.interval: {{ .stabilizationMinutes }} min
job.autoscaler.metrics.window: {{ .metricsWindowMinutes }} min
job.autoscaler.catch-up.duration: {{ .catchUpMinutes }} min
job.autoscaler.restart.time: {{ $job.restartBudgetSeconds }} s
pipeline.max-parallelism: "4096"
{{- end }}
{{- end }}
{{- end }}

{{- /* The flags of `./facestream cluster submit` */ -}}
{{- define "facestream.jobArguments" -}}
{{- $v := .Values }}
- --config=/etc/facestream/job/job.yaml
- --kafka=/etc/facestream/kafka/client.properties
- --facebank-key=/etc/facestream/facebank/facebank.key
- --source=kafka://{{ $v.topics.frames }}
- --facebank=kafka://{{ $v.topics.facebank }}
- --events=kafka://{{ $v.topics.events }}
- --sightings={{ $v.topics.sightings }}
- --annotations-topic={{ $v.topics.annotations }}
- --dead-letters={{ $v.topics.deadLetters }}
- --journeys={{ $v.topics.journeys }}
- --use-log={{ $v.topics.useLog }}
- --shadow-topic={{ $v.topics.shadow }}
- --job-name={{ $v.job.name | default (include "facestream.name" .) }}
- --parallelism={{ $v.job.parallelism }}
- --device={{ if eq $v.job.device "cuda" }}cuda:0{{ else }}cpu{{ end }}
- --transaction-timeout={{ $v.job.transactionTimeoutSeconds }}s
- --restart-budget={{ $v.job.restartBudgetSeconds }}s
{{- if $v.crops.enabled }}
- --crops=/var/lib/facestream-crops
- --crops-expire={{ $v.crops.expireHours }}h
{{- end }}
{{- end }}

{{- define "facestream.jobYaml" -}}
checkpoint-interval: {{ .Values.job.checkpointSeconds }}s
{{- range $key, $value := .Values.job.settings }}
{{ $key }}: {{ $value | toJson }}
{{- end }}
{{- end }}
