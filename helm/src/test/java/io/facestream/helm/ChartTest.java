package io.facestream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of its values. */
class ChartTest {
    private static final Map<String, JsonNode> EVERYTHING = Chart.byName(Chart.render(Chart.everything()));

    @Test
    void theChartIsWellFormed() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @Test
    void everythingAtOnceIsWhatTheApiServerTakes() {
        assertThat(Manifests.problems(List.copyOf(EVERYTHING.values()))).isEmpty();
        assertThat(EVERYTHING).hasSizeGreaterThan(30);
    }

    @Test
    void aFieldThatTheApiServerDoesNotKnowWouldBeFound() {
        ObjectNode policy =
                Chart.merged("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {podSelektor: {}}}");
        ObjectNode job = Chart.merged(
                "{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, spec: {job: {entryKlass: a, upgradeMode: never}}}");

        assertThat(Manifests.problems(List.of(policy, job)))
                .anyMatch(line -> line.contains("podSelektor"))
                .anyMatch(line -> line.contains("entryKlass"))
                .anyMatch(line -> line.contains("upgradeMode"));
    }

    @Test
    void theDefaultsNeedNoMoreThanKafkaAndTwoSecrets() {
        List<JsonNode> documents = Chart.render(Chart.least());

        assertThat(Manifests.problems(documents)).isEmpty();
        assertThat(Chart.byName(documents))
                .containsKeys(
                        "FlinkDeployment/gate-facestream",
                        "Deployment/gate-facestream-console",
                        "Job/gate-facestream-topics",
                        "CronJob/gate-facestream-expiry",
                        "PersistentVolumeClaim/gate-facestream-state")
                .doesNotContainKeys(
                        "CronJob/gate-facestream-training",
                        "CronJob/gate-facestream-loader",
                        "Ingress/gate-facestream-console",
                        "PodMonitor/gate-facestream",
                        "PersistentVolumeClaim/gate-facestream-crops");
    }

    @Test
    void withoutATimeNobodyIsTakenOffTheTopic() {
        List<JsonNode> documents = Chart.render(Chart.with(Chart.least(), "{expiry: {schedule: \"\"}}"));

        assertThat(Chart.byName(documents)).doesNotContainKey("CronJob/gate-facestream-expiry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"values-one-node.yaml", "values-cluster.yaml", "values-gpu.yaml"})
    void aReadyFileRendersWithWhatItsFirstLinesAskFor(String file) throws Exception {
        ObjectNode values = Chart.with(
                Chart.least(),
                Files.readString(Chart.FOLDER.resolve(file)).contains("storage: s3")
                        ? "state: {s3: {uri: \"s3://bucket/facestream\"}}"
                        : "{}");

        List<JsonNode> documents = Chart.render(values, Chart.FOLDER.resolve(file));

        assertThat(Manifests.problems(documents)).isEmpty();
        JsonNode job = Chart.byName(documents).get("FlinkDeployment/gate-facestream");
        switch (file) {
            case "values-one-node.yaml" ->
                assertThat(documents)
                        .noneMatch(document -> document.path("kind").asText().equals("PodDisruptionBudget"));
            case "values-cluster.yaml" -> {
                assertThat(job.at("/spec/jobManager/replicas").asInt()).isEqualTo(2);
                assertThat(flink(job, "job.autoscaler.enabled")).isEqualTo("true");
                assertThat(flink(job, "high-availability.storageDir")).isEqualTo("s3://bucket/facestream/ha");
                assertThat(job.toString()).doesNotContain("facestream-state\"");
            }
            default -> {
                assertThat(arguments(job)).contains("--device=cuda:0");
                assertThat(flink(job, "external-resource.gpu.kubernetes.config-key"))
                        .isEqualTo("nvidia.com/gpu");
                assertThat(job.at("/spec/image").asText()).endsWith("-cuda");
            }
        }
    }

    /** A switch, and the documents that are there only with it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topics.create                | Job/gate-facestream-topics, Secret/gate-facestream-topics, ServiceAccount/gate-facestream-topics
            job.enabled                  | FlinkDeployment/gate-facestream, ConfigMap/gate-facestream-job, Role/gate-facestream-jobmanager, Role/gate-facestream-taskmanager, RoleBinding/gate-facestream-jobmanager, RoleBinding/gate-facestream-taskmanager, ServiceAccount/gate-facestream-jobmanager, ServiceAccount/gate-facestream-taskmanager, NetworkPolicy/gate-facestream-job, PersistentVolumeClaim/gate-facestream-state, PodDisruptionBudget/gate-facestream-jobmanager, PodDisruptionBudget/gate-facestream-taskmanager, PodMonitor/gate-facestream
            crops.enabled                | PersistentVolumeClaim/gate-facestream-crops
            console.enabled              | Deployment/gate-facestream-console, ConfigMap/gate-facestream-console, Service/gate-facestream-console, Ingress/gate-facestream-console, NetworkPolicy/gate-facestream-console
            console.ingress.enabled      | Ingress/gate-facestream-console
            loader.enabled               | Job/gate-facestream-loader-1
            training.enabled             | CronJob/gate-facestream-training, ConfigMap/gate-facestream-training, NetworkPolicy/gate-facestream-training
            networkPolicy.enabled        | NetworkPolicy/gate-facestream-console, NetworkPolicy/gate-facestream-gateways, NetworkPolicy/gate-facestream-job, NetworkPolicy/gate-facestream-kafka-only, NetworkPolicy/gate-facestream-training
            podDisruptionBudget.enabled  | PodDisruptionBudget/gate-facestream-jobmanager, PodDisruptionBudget/gate-facestream-taskmanager
            monitoring.podMonitor.enabled| PodMonitor/gate-facestream
            """)
    void aSwitchTakesAwayExactlyItsOwn(String key, String names) {
        List<JsonNode> without = Chart.render(Chart.with(Chart.everything(), nested(key, "false")));

        List<String> gone = new ArrayList<>(EVERYTHING.keySet());
        gone.removeAll(Chart.byName(without).keySet());
        assertThat(gone).containsExactlyInAnyOrder(names.split(", "));
        assertThat(Manifests.problems(without)).isEmpty();
    }

    @Test
    void theJobHasTheFlagsOfSubmitAndFlinkKeepsItsStateWhereItShould() {
        JsonNode job = EVERYTHING.get("FlinkDeployment/gate-facestream");

        assertThat(job.at("/spec/job/entryClass").asText()).isEqualTo("io.facestream.cli.ApplicationJob");
        assertThat(job.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
        assertThat(arguments(job))
                .contains(
                        "--source=kafka://frames",
                        "--facebank=kafka://facebank",
                        "--events=kafka://identity-events",
                        "--job-name=gate-facestream",
                        "--parallelism=4",
                        "--device=cpu",
                        "--transaction-timeout=600s",
                        "--crops=/var/lib/facestream-crops");
        assertThat(flink(job, "high-availability.type")).isEqualTo("kubernetes");
        assertThat(flink(job, "web.submit.enable")).isEqualTo("false");
        assertThat(flink(job, "kubernetes.rest-service.exposed.type")).isEqualTo("ClusterIP");
        assertThat(flink(job, "execution.checkpointing.dir")).isEqualTo("file:///var/lib/facestream-state/checkpoints");
        assertThat(flink(job, "env.java.opts.taskmanager")).contains("maxBytes=1536m");
        for (JsonNode pod : Manifests.pods(job)) {
            assertThat(mounts(pod)).containsEntry("/var/lib/facestream-state", "state");
        }
        assertThat(mounts(job.at("/spec/taskManager/podTemplate/spec")))
                .containsEntry(flink(job, "state.backend.rocksdb.localdir"), "rocksdb");
    }

    @Test
    void theJvmsHaveTheLaunchersOptions() throws Exception {
        JsonNode job = Chart.byName(Chart.render(Chart.least())).get("FlinkDeployment/gate-facestream");
        try (Stream<String> options = Files.lines(Chart.ROOT.resolve("stream-job/src/main/launcher/java.options"))) {
            assertThat(flink(job, "env.java.opts.all").split(" "))
                    .containsAll(options.map(String::strip)
                            .filter(line -> line.startsWith("-") && !line.startsWith("-XX:MaxRAM"))
                            .toList());
        }
    }

    @Test
    void onACudaDeviceTaskManagersAskForAGpuAndGoWhereThereAreSome() {
        ObjectNode values = Chart.with(
                Chart.least(),
                "job: {device: cuda, nodeSelector: {zone: a}, tolerations: [{key: faces, operator: Exists}],"
                        + " gpu: {resource: amd.com/gpu, nodeSelector: {accelerator: h200}}}");

        JsonNode job = Chart.byName(Chart.render(values)).get("FlinkDeployment/gate-facestream");

        JsonNode task = job.at("/spec/taskManager/podTemplate/spec");
        JsonNode manager = job.at("/spec/jobManager/podTemplate/spec");
        assertThat(flink(job, "external-resource.gpu.kubernetes.config-key")).isEqualTo("amd.com/gpu");
        assertThat(task.path("nodeSelector").toString()).isEqualTo("{\"accelerator\":\"h200\",\"zone\":\"a\"}");
        assertThat(task.path("tolerations")).hasSize(2);
        assertThat(manager.path("nodeSelector").toString()).isEqualTo("{\"zone\":\"a\"}");
        assertThat(manager.path("tolerations")).hasSize(1);
        assertThat(Chart.text(Chart.least())).doesNotContain("external-resource");
    }

    @Test
    void aGatewayHasItsCamerasInAConfigMapAndTheirPasswordsInFiles() throws Exception {
        JsonNode cameras = Chart.YAML
                .readTree(EVERYTHING
                        .get("ConfigMap/gate-facestream-gateway-entrance")
                        .at("/data/cameras.yaml")
                        .asText())
                .path("cameras");
        assertThat(cameras.path(0).path("passwordFile").asText()).isEqualTo("/etc/facestream/cameras/door-password");
        assertThat(cameras.path(0).path("rtspTransport").asText()).isEqualTo("tcp");
        assertThat(cameras.path(1).properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("id", "uri");
        JsonNode pod = Manifests.pods(EVERYTHING.get("Deployment/gate-facestream-gateway-entrance"))
                .get(0);
        assertThat(mounts(pod)).containsEntry("/etc/facestream/cameras", "passwords");
        assertThat(pod.path("volumes").toString()).contains("the-passwords", "door-password");
        JsonNode yard = Manifests.pods(EVERYTHING.get("Deployment/gate-facestream-gateway-yard"))
                .get(0);
        assertThat(mounts(yard)).doesNotContainKey("/etc/facestream/cameras");
        assertThat(yard.at("/containers/0/args").toString())
                .contains("--max-height=720", "--max-fps=0\"", "--quality=85");
    }

    @Test
    void aLargeNumberStaysANumber() {
        JsonNode job = Chart.byName(Chart.render(Chart.with(
                        Chart.least(), "job: {restartNonce: 1795369363807, taskManager: {memoryMi: 2097152}}")))
                .get("FlinkDeployment/gate-facestream");

        assertThat(job.at("/spec/restartNonce").asLong()).isEqualTo(1795369363807L);
        assertThat(job.at("/spec/taskManager/resource/memory").asText()).isEqualTo("2097152m");
    }

    @Test
    void theTopicsAreMadeBeforeAnythingElseIsThere() {
        for (String name : List.of("Job", "ServiceAccount", "Secret")) {
            assertThat(EVERYTHING
                            .get(name + "/gate-facestream-topics")
                            .at("/metadata/annotations")
                            .path(Chart.HOOK)
                            .asText())
                    .as(name)
                    .isEqualTo("pre-install,pre-upgrade");
        }
        assertThat(EVERYTHING.values().stream()
                        .filter(document -> document.at("/metadata/annotations").has(Chart.HOOK)))
                .hasSize(3);
        JsonNode pod =
                Manifests.pods(EVERYTHING.get("Job/gate-facestream-topics")).get(0);
        assertThat(pod.path("serviceAccountName").asText()).isEqualTo("gate-facestream-topics");
        assertThat(pod.path("volumes").toString()).contains("\"secretName\":\"gate-facestream-topics\"");
        assertThat(Chart.byName(Chart.render(Chart.with(
                        Chart.merged(
                                "{checkOperator: false, kafka: {existingSecret: mine}, facebankKey: {existingSecret: k}}"),
                        "console: {enabled: false}"))))
                .doesNotContainKeys("Secret/gate-facestream-topics", "Secret/gate-facestream-kafka");
    }

    /** Alerts and dashboards are files of the chart; without a file there is no document. */
    @Test
    void rulesAndDashboardsAreTheChartsFiles() throws Exception {
        Path rules = Chart.FOLDER.resolve("alerts/facestream-rules.yaml");
        assertThat(EVERYTHING.containsKey("PrometheusRule/gate-facestream")).isEqualTo(Files.exists(rules));
        if (Files.exists(rules)) {
            assertThat(EVERYTHING.get("PrometheusRule/gate-facestream").path("spec"))
                    .isEqualTo(Chart.YAML.readTree(Files.readString(rules)));
        }
        List<Path> dashboards = new ArrayList<>();
        if (Files.isDirectory(Chart.FOLDER.resolve("dashboards"))) {
            try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("dashboards"))) {
                files.filter(file -> file.toString().endsWith(".json")).forEach(dashboards::add);
            }
        }
        for (Path file : dashboards) {
            String name = file.getFileName().toString();
            JsonNode map = EVERYTHING.get("ConfigMap/gate-facestream-dashboard-" + name.replace(".json", ""));
            assertThat(map).as(name).isNotNull();
            assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
            assertThat(Chart.YAML.readTree(map.path("data").path(name).asText()))
                    .isEqualTo(Chart.YAML.readTree(Files.readString(file)));
        }
    }

    static ObjectNode nestedNode(String key, JsonNode value) {
        ObjectNode root = Chart.YAML.createObjectNode();
        ObjectNode at = root;
        String[] parts = key.split("\\.");
        for (int i = 0; i < parts.length - 1; i++) {
            at = at.putObject(parts[i]);
        }
        at.set(parts[parts.length - 1], value);
        return root;
    }

    static String nested(String key, String value) {
        return nestedNode(key, Chart.merged("{value: " + value + "}").get("value"))
                .toString();
    }

    static String flink(JsonNode job, String key) {
        return job.at("/spec/flinkConfiguration").path(key).asText();
    }

    static List<String> arguments(JsonNode job) {
        List<String> arguments = new ArrayList<>();
        job.at("/spec/job/args").forEach(argument -> arguments.add(argument.asText()));
        return arguments;
    }

    /** Volumes of a pod's containers by where they are mounted. */
    static Map<String, String> mounts(JsonNode pod) {
        Map<String, String> mounts = new java.util.TreeMap<>();
        pod.path("containers")
                .forEach(container -> container
                        .path("volumeMounts")
                        .forEach(mount -> mounts.put(
                                mount.path("mountPath").asText(),
                                mount.path("name").asText())));
        return mounts;
    }
}
