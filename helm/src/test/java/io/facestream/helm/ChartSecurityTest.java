package io.facestream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** No pod may do more than its work needs, and no secret stands where a Secret is not. */
class ChartSecurityTest {
    private static final List<JsonNode> DOCUMENTS = Chart.render(Chart.everything());

    @Test
    void everyPodRunsAsNobodyOnAReadOnlyRootWithoutPrivileges() {
        int pods = 0;
        for (JsonNode document : DOCUMENTS) {
            for (JsonNode pod : Manifests.pods(document)) {
                pods++;
                assertThat(problems(pod)).as(name(document)).isEmpty();
            }
        }
        assertThat(pods).isEqualTo(10);
    }

    private static List<String> problems(JsonNode pod) {
        List<String> problems = new ArrayList<>();
        JsonNode security = pod.path("securityContext");
        expect(security.path("runAsNonRoot").asBoolean(), "pod runs as root", problems);
        expect(security.path("runAsUser").asInt() > 0, "pod has no user", problems);
        expect(security.at("/seccompProfile/type").asText().equals("RuntimeDefault"), "pod: seccomp", problems);
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            expect(!pod.path(host).asBoolean(), host, problems);
        }
        expect(!pod.toString().contains("hostPath"), "hostPath", problems);
        Map<String, String> mounts = ChartTest.mounts(pod);
        expect("tmp".equals(mounts.get("/tmp")), "/tmp is not its own", problems);
        expect("home".equals(mounts.get("/var/lib/facestream")), "FACESTREAM_HOME is not its own", problems);
        for (JsonNode volume : pod.path("volumes")) {
            JsonNode disk = volume.path("emptyDir");
            expect(disk.isMissingNode() || disk.has("sizeLimit"), volume.path("name") + " has no limit", problems);
        }
        pod.path("containers").forEach(container -> problems(container, problems));
        expect(pod.path("initContainers").isMissingNode(), "initContainers are not looked at", problems);
        return problems;
    }

    private static void problems(JsonNode container, List<String> problems) {
        JsonNode security = container.path("securityContext");
        expect(security.path("runAsNonRoot").asBoolean(), "runs as root", problems);
        expect(security.path("readOnlyRootFilesystem").asBoolean(), "root can be written", problems);
        expect(!security.path("allowPrivilegeEscalation").asBoolean(true), "may become root", problems);
        expect(!security.path("privileged").asBoolean(), "privileged", problems);
        expect(security.at("/capabilities/drop").toString().equals("[\"ALL\"]"), "keeps capabilities", problems);
        expect(security.at("/capabilities/add").isMissingNode(), "adds capabilities", problems);
        expect(security.at("/seccompProfile/type").asText().equals("RuntimeDefault"), "seccomp", problems);
        if (!container.path("name").asText().equals("flink-main-container")) {
            for (String amount : List.of("requests", "limits")) {
                for (String what : List.of("cpu", "memory")) {
                    expect(container.path("resources").path(amount).has(what), amount + " of " + what, problems);
                }
            }
            String image = container.path("image").asText();
            expect(image.matches("[^:]+:.+") && !image.endsWith(":latest"), image, problems);
        }
    }

    private static void expect(boolean good, String problem, List<String> problems) {
        if (!good) {
            problems.add(problem);
        }
    }

    @Test
    void theJobHasItsResourcesFromTheOperatorAndAPinnedImage() {
        JsonNode job = Chart.byName(DOCUMENTS).get("FlinkDeployment/gate-facestream");

        assertThat(job.at("/spec/image").asText()).matches("[^:]+:.+").doesNotEndWith(":latest");
        for (String part : List.of("jobManager", "taskManager")) {
            assertThat(job.at("/spec/" + part + "/resource/cpu").asDouble()).isPositive();
            assertThat(job.at("/spec/" + part + "/resource/memory").asText()).matches("\\d+m");
        }
    }

    @Test
    void onlyTheJobTalksToTheApiServerAndNoMoreThanItMust() {
        for (JsonNode document : DOCUMENTS) {
            for (JsonNode pod : Manifests.pods(document)) {
                boolean job = document.path("kind").asText().equals("FlinkDeployment");
                assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                        .as(name(document))
                        .isEqualTo(job);
                if (!job) {
                    assertThat(pod.path("serviceAccountName").asText()).startsWith("gate-facestream-");
                }
            }
        }
        Map<String, JsonNode> named = Chart.byName(DOCUMENTS);
        assertThat(verbs(named.get("Role/gate-facestream-taskmanager"))).containsExactly("get", "list", "watch");
        Set<String> resources = new TreeSet<>();
        named.get("Role/gate-facestream-jobmanager")
                .path("rules")
                .forEach(rule -> rule.path("resources").forEach(resource -> resources.add(resource.asText())));
        assertThat(resources).containsExactly("configmaps", "deployments", "pods");
        assertThat(DOCUMENTS)
                .noneMatch(document -> document.path("kind").asText().startsWith("Cluster"))
                .noneMatch(document -> document.toString().contains("\"*\""));
        JsonNode job = named.get("FlinkDeployment/gate-facestream");
        assertThat(job.at("/spec/serviceAccount").asText()).isEqualTo("gate-facestream-jobmanager");
        assertThat(ChartTest.flink(job, "kubernetes.taskmanager.service-account"))
                .isEqualTo("gate-facestream-taskmanager");
    }

    private static Set<String> verbs(JsonNode role) {
        Set<String> verbs = new TreeSet<>();
        role.path("rules").forEach(rule -> rule.path("verbs").forEach(verb -> verbs.add(verb.asText())));
        return verbs;
    }

    @Test
    void everyPodIsUnderANetworkPolicyThatNamesWhomItTalksTo() {
        List<JsonNode> policies = DOCUMENTS.stream()
                .filter(document -> document.path("kind").asText().equals("NetworkPolicy"))
                .toList();
        for (JsonNode document : DOCUMENTS) {
            for (JsonNode labels : labels(document)) {
                assertThat(policies)
                        .as(name(document))
                        .anyMatch(policy -> StreamSupport.stream(
                                        policy.at("/spec/podSelector/matchLabels")
                                                .properties()
                                                .spliterator(),
                                        false)
                                .allMatch(label -> label.getValue().equals(labels.path(label.getKey()))));
            }
        }
        for (JsonNode policy : policies) {
            assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
            policy.at("/spec/egress").forEach(rule -> assertThat(rule.isEmpty()).isFalse());
        }
        JsonNode job = Chart.byName(DOCUMENTS).get("NetworkPolicy/gate-facestream-job");
        job.at("/spec/ingress").forEach(rule -> assertThat(rule.has("from")).isTrue());
    }

    private static List<JsonNode> labels(JsonNode document) {
        return switch (document.path("kind").asText()) {
            case "Deployment", "Job" -> List.of(document.at("/spec/template/metadata/labels"));
            case "CronJob" -> List.of(document.at("/spec/jobTemplate/spec/template/metadata/labels"));
            case "FlinkDeployment" ->
                List.of(
                        document.at("/spec/jobManager/podTemplate/metadata/labels"),
                        document.at("/spec/taskManager/podTemplate/metadata/labels"));
            default -> List.of();
        };
    }

    @Test
    void aSecretOfTheValuesStandsInSecretsOnly() {
        List<String> secrets =
                List.of("kafka-password-1", "{\"primaryKeyId\": 42}", "camera-password-3", "console-token-is-4");
        ObjectNode values = Chart.with(Chart.everything(), """
                kafka: {properties: {sasl.jaas.config: 'PlainLoginModule required password="kafka-password-1";'}}
                facebankKey: {existingSecret: "", value: '{"primaryKeyId": 42}'}
                cameraPasswords: {existingSecret: "", values: {door-password: camera-password-3}}
                console: {existingSecret: "", values: {admin: console-token-is-4}}
                """);

        List<JsonNode> documents = Chart.render(values);

        assertThat(Manifests.problems(documents)).isEmpty();
        for (String secret : secrets) {
            assertThat(documents.stream()
                            .filter(document -> texts(document).contains(secret))
                            .map(ChartSecurityTest::name))
                    .as(secret)
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("Secret/"));
        }
        assertThat(Chart.byName(documents)
                        .get("Secret/gate-facestream-kafka")
                        .at("/stringData/client.properties")
                        .asText())
                .isEqualTo(
                        "bootstrap.servers=kafka:9092\nsasl.jaas.config=PlainLoginModule required password=\"kafka-password-1\";");
    }

    /** All texts of a document, as they are once YAML is read. */
    private static String texts(JsonNode node) {
        if (node.isValueNode()) {
            return node.asText() + "\n";
        }
        StringBuilder all = new StringBuilder();
        node.forEach(child -> all.append(texts(child)));
        return all.toString();
    }

    private static String name(JsonNode document) {
        return document.path("kind").asText() + "/"
                + document.at("/metadata/name").asText();
    }
}
