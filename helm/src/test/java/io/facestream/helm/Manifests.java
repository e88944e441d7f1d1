package io.facestream.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds manifests against what an API server takes: the models of Kubernetes' and Prometheus' kinds, and the definition of
 * FlinkDeployment that the operator brings. A field that they do not know is an error, though a server would only drop it.
 */
final class Manifests {
    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1 Secret", Secret.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("batch/v1 CronJob", CronJob.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class));

    private static final String FLINK = "flink.apache.org/v1beta1 FlinkDeployment";

    /** The models keep fields that they do not know; here they may not. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static final JsonSchema FLINK_DEPLOYMENT = flinkDeployment();

    private Manifests() {}

    /** What is wrong, a line each. */
    static List<String> problems(List<JsonNode> documents) {
        List<String> problems = new ArrayList<>();
        for (JsonNode document : documents) {
            String kind = document.path("apiVersion").asText() + " "
                    + document.path("kind").asText();
            String name = kind + " " + document.at("/metadata/name").asText() + ": ";
            if (kind.equals(FLINK)) {
                FLINK_DEPLOYMENT.validate(document).forEach(message -> problems.add(name + message));
                jobPods(document).forEach(pod -> parse(pod, PodTemplateSpec.class, name, problems));
            } else if (KINDS.containsKey(kind)) {
                parse(document, KINDS.get(kind), name, problems);
            } else {
                problems.add(name + "unknown kind");
            }
        }
        return problems;
    }

    private static void parse(JsonNode node, Class<?> type, String name, List<String> problems) {
        try {
            STRICT.treeToValue(node, type);
        } catch (IOException e) {
            problems.add(name + e.getMessage());
        }
    }

    private static Stream<JsonNode> jobPods(JsonNode flinkDeployment) {
        return Stream.of("/spec/jobManager/podTemplate", "/spec/taskManager/podTemplate")
                .map(flinkDeployment::at);
    }

    /** The specification of every pod that comes of a manifest. */
    static List<JsonNode> pods(JsonNode document) {
        return switch (document.path("kind").asText()) {
            case "Deployment", "Job" -> List.of(document.at("/spec/template/spec"));
            case "CronJob" -> List.of(document.at("/spec/jobTemplate/spec/template/spec"));
            case "FlinkDeployment" ->
                jobPods(document).map(template -> template.path("spec")).toList();
            default -> List.of();
        };
    }

    /**
     * The operator's own definition, of release 1.10, with what came later and the chart uses: the names of Flink 2's versions. Fields
     * were only added since.
     */
    private static JsonSchema flinkDeployment() {
        try (InputStream in =
                Manifests.class.getResourceAsStream("/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
            ObjectNode schema = (ObjectNode) Chart.YAML
                    .readTree(Objects.requireNonNull(in, "definition of FlinkDeployment"))
                    .at("/spec/versions/0/schema/openAPIV3Schema");
            var versions = schema.at("/properties/spec/properties/flinkVersion/enum");
            List.of("v2_0", "v2_1", "v2_2", "v2_3")
                    .forEach(((com.fasterxml.jackson.databind.node.ArrayNode) versions)::add);
            ObjectNode properties = (ObjectNode) schema.path("properties");
            List.of("apiVersion", "kind", "metadata").forEach(properties::putObject);
            close(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("x-kubernetes-preserve-unknown-fields")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Manifests::close);
    }
}
