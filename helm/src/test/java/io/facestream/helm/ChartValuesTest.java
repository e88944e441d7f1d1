package io.facestream.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every value has its effect, and a wrong one is refused by its name. */
class ChartValuesTest {
    /** Every value that is a text or a number as something else, which is looked for in what is rendered. */
    private static final String CHANGED = """
            images:
              job: {repository: other.example/job, tag: "7.0.1"}
              tools: {repository: other.example/tools, tag: "7.0.2"}
              training: {repository: other.example/training, tag: "7.0.3"}
              pullPolicy: Always
              pullSecrets: [other-registry]
            kafka: {bootstrapServers: "other:9999", properties: {client.id: other-client}}
            topics:
              {partitions: 701, replication: 7, frames: o-frames, facebank: o-facebank, events: o-events, sightings: o-sightings,
               annotations: o-annotations, deadLetters: o-dead, journeys: o-journeys,
               useLog: o-use-log, shadow: o-shadow, keepEventsDays: 777, keepUseLogDays: 778}
            job:
              flinkVersion: v2_2
              name: other-job
              parallelism: 502
              settings: {fpir: 0.00703}
              checkpointSeconds: 704
              transactionTimeoutSeconds: 7050
              restartBudgetSeconds: 706
              upgradeMode: last-state
              initialSavepointPath: s3://other/savepoint
              restartNonce: 707
              jobManager: {replicas: 3, cpu: 7.08, memoryMi: 7009}
              taskManager: {slots: 17, cpu: 7.1, memoryMi: 7011, localState: {sizeGi: 712, storageClass: other-fast}}
              nodeSelector: {other-node: other-job-node}
              tolerations: [{key: other-job-taint, operator: Exists}]
              priorityClassName: other-priority
              gpu: {resource: other.example/gpu, nodeSelector: {o: other-gpu-node}, tolerations: [{key: other-gpu-taint}]}
              serviceAccountAnnotations: {other-role: other-arn}
            state:
              pvc: {sizeGi: 713, storageClass: other-state, accessMode: ReadWriteOncePod}
              s3: {uri: "s3://other/state", region: other-region-1, endpoint: "https://other.s3", existingSecret: other-s3}
            autoscaler:
              {maxParallelism: 414, minParallelism: 315, targetUtilization: 0.716, stabilizationMinutes: 717,
               metricsWindowMinutes: 718, catchUpMinutes: 719}
            cameraPasswords: {existingSecret: other-passwords}
            gatewayDefaults:
              maxFps: 7.2
              quality: 71
              maxHeight: 722
              resources: {requests: {cpu: 723m, memory: 724Mi}, limits: {cpu: 725m, memory: 726Mi}}
              nodeSelector: {o: other-gateway-node}
              tolerations: [{key: other-gateway-taint}]
            crops: {expireHours: 727, sizeGi: 728, storageClass: other-crops, accessMode: ReadWriteOnce}
            console:
              names: [other.console.example]
              tokens: [{name: other-name, role: viewer, key: other-token, cameras: [other-camera]}]
              existingSecret: other-tokens
              tls: {existingSecret: other-keystore}
              service: {type: NodePort, port: 7029}
              ingress: {className: other-class, host: other.ingress.example, tlsSecret: other-tls, annotations: {o: other-annotation}}
              resources: {requests: {cpu: 730m, memory: 731Mi}, limits: {cpu: 732m, memory: 733Mi}}
              nodeSelector: {o: other-console-node}
              tolerations: [{key: other-console-taint}]
            loader:
              schedule: 7 3 4 * *
              existingClaim: other-pictures
              folder: other-people
              author: other-author
              resources: {requests: {cpu: 735m, memory: 736Mi}, limits: {cpu: 737m, memory: 738Mi}}
            expiry: {schedule: 7 3 8 * *}
            training:
              schedule: 7 3 9 * *
              config: other-config
              existingClaim: other-data
              deadlineHours: 740
              nodeSelector: {o: other-training-node}
              tolerations: [{key: other-training-taint}]
              resources: {requests: {cpu: 741m, memory: 742Mi}, limits: {cpu: 743m, memory: 744Mi}}
            scratchGi: 745
            networkPolicy:
              kafkaPorts: [7461]
              apiPorts: [7462]
              s3Ports: [7463]
              cameraPorts: [7464]
              cameraNetworks: [10.7.4.6/32]
              operatorNamespace: other-operator
              monitoringNamespace: other-monitoring
              consoleFrom: [{podSelector: {matchLabels: {o: other-caller}}}]
            monitoring:
              port: 7047
              podMonitor: {intervalSeconds: 748, labels: {o: other-monitor}}
              rules: {labels: {o: other-rules}}
              dashboards: {labels: {o: other-dashboards}}
            """;

    /** Values whose effect reads otherwise, as the pattern that it reads. */
    private static final Map<String, String> READ_OTHERWISE = Map.of(
            "training.deadlineHours", "activeDeadlineSeconds: 2664000",
            "job.taskManager.memoryMi", "memory: 7011m[\\s\\S]*|maxBytes=3505m");

    /** Values that only matter where another one is set otherwise, as tests of their own show. */
    private static final Set<String> ELSEWHERE = Set.of(
            "facebankKey.existingSecret", // every rendering
            "facebankKey.value", // ChartSecurityTest
            "cameraPasswords.values", // ChartSecurityTest
            "console.values", // ChartSecurityTest
            "kafka.existingSecret", // ChartTest
            "job.brokerTransactionLimitSeconds", // valuesThatDoNotFitEachOtherAreRefused
            "state.pvc.existingClaim", // claimsThatAreThereAreUsed
            "crops.existingClaim", // claimsThatAreThereAreUsed
            "gateways"); // every rendering of ChartTest

    private static final String ON =
            "{job: {device: cuda, brokerTransactionLimitSeconds: 9999, allowNonRestoredState: true}, monitoring: {podMonitor: {enabled: true}}}";

    @Test
    void everyTextAndNumberOfTheValuesIsInWhatIsRendered() throws Exception {
        ObjectNode values = Chart.with(Chart.with(Chart.everything(), CHANGED), ON);
        String rendered = Chart.text(values) + Chart.text(Chart.with(values, "{state: {storage: s3}}"));
        ObjectNode changed = Chart.merged(CHANGED);

        List<String> withoutEffect = new ArrayList<>();
        List<String> notChanged = new ArrayList<>();
        leaves("", defaults(), (path, value) -> {
            JsonNode other = changed.at(pointer(path));
            if (value.isBoolean() || path.endsWith("storage") || path.equals("job.device")) {
                return; // everySwitchChangesWhatIsRendered
            }
            if (other.isMissingNode() || other.equals(value)) {
                notChanged.add(path);
            } else {
                for (String text : texts(other)) {
                    String pattern = READ_OTHERWISE.getOrDefault(path, "(?<![\\w.])" + Pattern.quote(text) + "(?!\\d)");
                    if (!Pattern.compile(pattern).matcher(rendered).find()) {
                        withoutEffect.add(path);
                    }
                }
            }
        });

        assertThat(withoutEffect).filteredOn(ChartValuesTest::hasFiles).isEmpty();
        assertThat(new TreeSet<>(notChanged)).isEqualTo(new TreeSet<>(ELSEWHERE));
    }

    @Test
    void everySwitchChangesWhatIsRendered() throws Exception {
        Map<String, JsonNode> switches = new TreeMap<>();
        leaves("", defaults(), (path, value) -> {
            if (value.isBoolean() && !path.equals("checkOperator")) { // theOperatorsDefinitionsMustBeThere
                switches.put(path, value);
            }
        });
        ObjectNode everything = Chart.with(Chart.everything(), "state: {s3: {uri: \"s3://bucket/f\"}}");
        String pvc = Chart.text(everything);
        String s3 = Chart.text(Chart.with(everything, "state: {storage: s3}"));
        assertThat(s3).isNotEqualTo(pvc);

        List<String> withoutEffect = new ArrayList<>();
        switches.forEach((path, value) -> {
            boolean now = everything.at(pointer(path)).asBoolean(value.asBoolean());
            boolean inS3 = path.startsWith("state.s3");
            ObjectNode flipped = Chart.with(
                    inS3 ? Chart.with(everything, "state: {storage: s3}") : everything,
                    ChartTest.nested(path, String.valueOf(!now)));
            if (Chart.text(flipped).equals(inS3 ? s3 : pvc)) {
                withoutEffect.add(path);
            }
        });

        assertThat(switches).hasSizeGreaterThan(15);
        assertThat(withoutEffect).filteredOn(ChartValuesTest::hasFiles).isEmpty();
    }

    /** Alerts and dashboards appear with their files. */
    private static boolean hasFiles(String path) {
        return switch (path) {
            case "monitoring.rules.enabled", "monitoring.rules.labels" ->
                Files.exists(Chart.FOLDER.resolve("alerts/facestream-rules.yaml"));
            case "monitoring.dashboards.enabled", "monitoring.dashboards.labels" ->
                Files.exists(Chart.FOLDER.resolve("dashboards"));
            default -> true;
        };
    }

    @Test
    void claimsThatAreThereAreUsed() {
        Map<String, JsonNode> documents = Chart.byName(Chart.render(Chart.with(
                Chart.everything(), "{state: {pvc: {existingClaim: my-state}}, crops: {existingClaim: my-crops}}")));

        assertThat(documents.keySet()).noneMatch(name -> name.startsWith("PersistentVolumeClaim/"));
        assertThat(documents.get("FlinkDeployment/gate-facestream").toString())
                .contains("{\"claimName\":\"my-state\"}", "{\"claimName\":\"my-crops\"}");
        assertThat(documents.get("Deployment/gate-facestream-console").toString())
                .contains("{\"claimName\":\"my-crops\"}");
    }

    @Test
    void theOperatorsDefinitionsMustBeThere() {
        assertThatThrownBy(() -> Chart.text(Chart.with(Chart.least(), "checkOperator: true")))
                .hasMessageContaining(
                        "flink.apache.org/v1beta1: unknown to this cluster (expected: the Flink Kubernetes Operator");
        assertThatThrownBy(() -> Chart.text(Chart.with(
                        Chart.least(),
                        "{checkOperator: true, job: {enabled: false}, monitoring: {rules: {enabled: true}}}")))
                .hasMessageContaining("monitoring.coreos.com/v1 with its PrometheusRule is unknown to this cluster");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kafka: {bootstrapServers: ""}                       | kafka: neither bootstrapServers nor existingSecret is set
            kafka: {existingSecret: mine}                       | kafka.existingSecret: is set beside bootstrapServers
            facebankKey: {existingSecret: ""}                   | facebankKey: neither existingSecret nor value is set
            console: {existingSecret: ""}                       | console: nothing has the key admin of token admin
            console: {ingress: {enabled: true}}                 | console.ingress.host: none
            loader: {schedule: "@daily"}                        | loader.existingClaim: none
            training: {enabled: true}                           | training: existingClaim and config are needed
            state: {storage: s3}                                | state.s3.uri: none
            job: {transactionTimeoutSeconds: 100}               | job.transactionTimeoutSeconds: 100 (expected: longer than 125
            job: {checkpointSeconds: 500}                       | job.transactionTimeoutSeconds: 600 (expected: longer than 620
            job: {transactionTimeoutSeconds: 1000}              | job.transactionTimeoutSeconds: 1000 (expected: at most brokerTransactionLimitSeconds, 900
            job: {parallelism: 9}                               | job.parallelism: 9 (expected: at most topics.partitions, 8
            autoscaler: {enabled: true, maxParallelism: 9}      | autoscaler.maxParallelism: 9 (expected: at most topics.partitions, 8
            autoscaler: {enabled: true, minParallelism: 8, maxParallelism: 2} | autoscaler.minParallelism: 8 (expected: at most maxParallelism, 2
            gateways: [{name: a, cameras: [{id: x, uri: "rtsp://h/s"}]}, {name: a, cameras: [{id: y, uri: "rtsp://h/s"}]}] | two groups are named a
            gateways: [{name: a, cameras: [{id: x, uri: "rtsp://h/s"}]}, {name: b, cameras: [{id: x, uri: "rtsp://h/s"}]}] | two cameras have the id x
            gateways: [{name: a, cameras: [{id: x, uri: "rtsp://u@h/s", passwordKey: p}]}] | cameraPasswords: nothing has the key p of camera x
            """)
    void valuesThatDoNotFitEachOtherAreRefused(String values, String message) {
        assertThatThrownBy(() -> Chart.text(Chart.with(Chart.least(), values))).hasMessageContaining(message);
    }

    /** A wrong value, and how the schema names it: Helm writes a path with slashes or with dots. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jop: {}                                             | jop
            job: {paralelism: 3}                                | paralelism
            job: {parallelism: 0}                               | parallelism
            job: {parallelism: "4"}                             | parallelism
            job: {device: gpu}                                  | device
            job: {flinkVersion: v1_20}                          | flinkVersion
            job: {upgradeMode: sometimes}                       | upgradeMode
            job: {settings: {kafka.sasl.jaas.config: secret}}   | kafka.sasl.jaas.config
            job: {settings: {fpr: 0.1}}                         | fpr
            job: {taskManager: {memoryMi: 3Gi}}                 | memoryMi
            images: {job: {tag: latest}}                        | tag
            images: {job: {tag: ""}}                            | tag
            kafka: {bootstrapServers: kafka}                    | bootstrapServers
            kafka: {properties: {bootstrap.servers: "a:1"}}     | bootstrap.servers
            topics: {events: "a b"}                             | events
            topics: {frames: none}                              | frames
            state: {storage: disk}                              | storage
            state: {s3: {uri: "http://bucket"}}                 | uri
            gateways: [{name: a, cameras: []}]                  | cameras
            gateways: [{name: A, cameras: [{id: x, uri: "rtsp://h/s"}]}]                 | name
            gateways: [{name: a, cameras: [{id: x, uri: "rtsp://u:secret@h/s"}]}]        | uri
            gateways: [{name: a, cameras: [{id: x, uri: "file:///etc/passwd"}]}]         | uri
            console: {values: {admin: short}}                   | admin
            console: {tokens: [{name: a, role: owner, key: k}]} | role
            loader: {folder: ../etc}                            | folder
            loader: {schedule: daily}                           | schedule
            networkPolicy: {cameraNetworks: [everywhere]}       | cameraNetworks
            monitoring: {port: 80}                              | port
            """)
    void theSchemaRefusesAWrongValueByItsName(String values, String name) {
        assertThatThrownBy(() -> Chart.text(Chart.with(Chart.least(), values)))
                .hasMessageContaining("values don't meet the specifications")
                .hasMessageContaining(name);
    }

    /** The settings that the schema takes are those of the job that the chart does not set itself. */
    @Test
    void theSchemaKnowsTheSettingsOfTheJob() throws Exception {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Chart.ROOT.resolve("docs/configuration.md"))) {
            if (line.startsWith("| `")) {
                documented.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        Set<String> settable = new TreeSet<>();
        JsonNode schema = Chart.YAML.readTree(Files.readString(Chart.FOLDER.resolve("values.schema.json")));
        schema.at("/properties/job/properties/settings/properties").fieldNames().forEachRemaining(settable::add);

        Set<String> own = new TreeSet<>(documented);
        own.removeAll(settable);
        assertThat(documented).containsAll(settable);
        assertThat(own)
                .as("what the chart sets, or what a cluster has no use for")
                .containsExactlyInAnyOrder(
                        "frames",
                        "frames-until-ended",
                        "facebank",
                        "facebank-key",
                        "events",
                        "job-name",
                        "sightings",
                        "annotations-topic",
                        "dead-letters",
                        "journeys",
                        "use-log",
                        "shadow-topic",
                        "transaction-timeout",
                        "restart-budget",
                        "device",
                        "parallelism",
                        "checkpoint-interval",
                        "crops",
                        "crops-expire",
                        "cameras-file",
                        "out",
                        "annotate",
                        "blur-unknown",
                        "realtime",
                        "start-time",
                        "start",
                        "duration");
    }

    private static JsonNode defaults() throws Exception {
        return Chart.YAML.readTree(Files.readString(Chart.FOLDER.resolve("values.yaml")));
    }

    private static List<String> texts(JsonNode node) {
        if (node.isValueNode()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    private static String pointer(String path) {
        return "/" + path.replace('.', '/');
    }

    private interface Leaf {
        void at(String path, JsonNode value);
    }

    /** Values that are none of an object's; an empty object or list is one. */
    private static void leaves(String path, JsonNode node, Leaf leaf) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (node.isObject() && !node.isEmpty() && !path.endsWith("labels")) {
            node.properties().forEach(entry -> leaves(prefix + entry.getKey(), entry.getValue(), leaf));
        } else if (node.isArray()
                && !node.isEmpty()
                && node.get(0).isValueNode()
                && !path.matches(".*(Ports|Networks)")) {
            node.forEach(item -> leaf.at(path, item));
        } else {
            leaf.at(path, node);
        }
    }
}
