package io.facestream.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a JobManager tells and does over its REST interface. Any of the JobManagers answers, the one that stands by too. */
final class ClusterRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_EVERY_MILLIS = 300;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final List<URI> addresses;

    ClusterRest(ClusterShape shape) {
        this(addresses(shape));
    }

    /** @param addresses of JobManagers, such as {@code http://host:8081}; any of them is asked */
    ClusterRest(List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    static List<URI> addresses(ClusterShape shape) {
        List<URI> all = new ArrayList<>();
        for (int i = 0; i < shape.jobManagers(); i++) {
            all.add(URI.create("http://" + ClusterConfiguration.HOST + ":" + (shape.port() + i)));
        }
        return all;
    }

    /** One job as the overview shows it. */
    record Job(String id, String name, String state, long startMillis, int tasks, int running) {
        boolean ended() {
            return state.equals("FINISHED") || state.equals("CANCELED") || state.equals("FAILED");
        }

        /** Whether every task runs. */
        boolean allRunning() {
            return state.equals("RUNNING") && tasks > 0 && running == tasks;
        }
    }

    /** How many TaskManagers and slots the leading JobManager knows. */
    record Overview(int taskManagers, int slots, int freeSlots) {}

    /** A job's checkpoints: how many, and the last one. */
    record Checkpoints(
            long completed,
            long failed,
            long lastId,
            long lastTriggeredMillis,
            long lastMillis,
            long lastTook,
            long lastBytes) {}

    /** The port of a JobManager that answers. */
    int leader() throws IOException, InterruptedException {
        IOException failure = null;
        for (URI address : addresses) {
            try {
                send(List.of(address), "GET", "/overview", "");
                return address.getPort();
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure == null ? new IOException("cluster: no JobManager") : failure;
    }

    Overview overview() throws IOException, InterruptedException {
        JsonNode node = get("/overview");
        return new Overview(
                node.path("taskmanagers").asInt(),
                node.path("slots-total").asInt(),
                node.path("slots-available").asInt());
    }

    /** All jobs that the cluster remembers, the latest first. */
    List<Job> jobs() throws IOException, InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode node : get("/jobs/overview").path("jobs")) {
            JsonNode tasks = node.path("tasks");
            jobs.add(new Job(
                    node.path("jid").asText(),
                    node.path("name").asText(),
                    node.path("state").asText(),
                    node.path("start-time").asLong(),
                    tasks.path("total").asInt(),
                    tasks.path("running").asInt()));
        }
        jobs.sort(java.util.Comparator.comparingLong(Job::startMillis).reversed());
        return jobs;
    }

    Checkpoints checkpoints(String job) throws IOException, InterruptedException {
        JsonNode node = get("/jobs/" + job + "/checkpoints");
        JsonNode last = node.path("latest").path("completed");
        return new Checkpoints(
                node.path("counts").path("completed").asLong(),
                node.path("counts").path("failed").asLong(),
                last.path("id").asLong(-1),
                last.path("trigger_timestamp").asLong(),
                last.path("latest_ack_timestamp").asLong(),
                last.path("end_to_end_duration").asLong(),
                last.path("checkpointed_size").asLong());
    }

    /** How often the job was restarted since its JobManager leads. */
    long restarts(String job) throws IOException, InterruptedException {
        JsonNode metrics = get("/jobs/" + job + "/metrics?get=numRestarts");
        return metrics.path(0).path("value").asLong();
    }

    /** The sum of a metric over all tasks of a job whose names end so; 0 where no task has it. */
    long sum(String job, String metric) throws IOException, InterruptedException {
        long sum = 0;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            String metrics = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/metrics";
            List<String> names = new ArrayList<>();
            get(metrics).forEach(node -> {
                String name = node.path("id").asText();
                if (name.equals(metric) || name.endsWith("." + metric)) {
                    names.add(java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8));
                }
            });
            if (!names.isEmpty()) {
                for (JsonNode node : get(metrics + "?get=" + String.join(",", names))) {
                    sum += (long) node.path("value").asDouble();
                }
            }
        }
        return sum;
    }

    /** The job's accumulators that are numbers, summed over its tasks. */
    java.util.Map<String, Long> accumulators(String job) throws IOException, InterruptedException {
        java.util.Map<String, Long> values = new java.util.TreeMap<>();
        for (JsonNode node : get("/jobs/" + job + "/accumulators").path("user-task-accumulators")) {
            try {
                values.put(
                        node.path("name").asText(),
                        Long.parseLong(node.path("value").asText()));
            } catch (NumberFormatException e) {
                continue; // another kind of accumulator
            }
        }
        return values;
    }

    /** The innermost cause of a job's last failure; its state where there was none. */
    String failure(String job) throws IOException, InterruptedException {
        JsonNode entries =
                get("/jobs/" + job + "/exceptions").path("exceptionHistory").path("entries");
        return entries.isEmpty()
                ? get("/jobs/" + job).path("state").asText()
                : rootOf(entries.path(0).path("stacktrace").asText());
    }

    void cancel(String job) throws IOException, InterruptedException {
        send("PATCH", "/jobs/" + job + "?mode=cancel", "");
    }

    /**
     * Writes a savepoint and returns its place.
     *
     * @param stop whether the job ends with it
     * @param drain whether it then lets go of all that it holds, as if its cameras had ended: it cannot go on from there
     */
    String savepoint(String job, String folder, boolean stop, boolean drain) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        if (stop) {
            body.put("targetDirectory", folder).put("drain", drain);
        } else {
            body.put("target-directory", folder).put("cancel-job", false);
        }
        String trigger = send("POST", "/jobs/" + job + (stop ? "/stop" : "/savepoints"), body.toString())
                .path("request-id")
                .asText();
        while (true) {
            JsonNode answer = get("/jobs/" + job + "/savepoints/" + trigger);
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                JsonNode operation = answer.path("operation");
                if (operation.hasNonNull("location")) {
                    return operation.path("location").asText();
                }
                throw new IOException("savepoint of job " + job + ": "
                        + rootOf(operation
                                .path("failure-cause")
                                .path("stack-trace")
                                .asText("no reason given")));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        return send(addresses, method, path, body);
    }

    private JsonNode send(List<URI> addresses, String method, String path, String body)
            throws IOException, InterruptedException {
        IOException failure = new IOException("cluster: no JobManager answers (expected: one at " + shown(addresses)
                + "; ./facestream cluster start starts it)");
        for (URI address : addresses) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response;
            try {
                response = client.send(request, BodyHandlers.ofString());
            } catch (IOException e) {
                failure.addSuppressed(e);
                continue;
            }
            if (response.statusCode() / 100 == 2) {
                return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
            }
            IOException told = new IOException("cluster: " + path + ": " + reason(response));
            told.addSuppressed(failure);
            failure = told;
        }
        throw failure;
    }

    private static String reason(HttpResponse<String> response) throws IOException {
        if (!response.body().startsWith("{")) {
            return String.valueOf(response.statusCode());
        }
        Iterator<JsonNode> errors =
                JSON.readTree(response.body()).path("errors").elements();
        String last = String.valueOf(response.statusCode());
        while (errors.hasNext()) {
            String text = errors.next().asText();
            last = text.contains("\n") ? rootOf(text) : text;
        }
        return last;
    }

    /** The innermost cause of a printed stack trace. */
    private static String rootOf(String trace) {
        String root = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                root = line.substring("Caused by: ".length());
            }
        }
        return root;
    }

    private static String shown(List<URI> addresses) {
        return String.join(" or ", addresses.stream().map(URI::getAuthority).toList());
    }
}
