package io.facestream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is generated; run with {@code -Dfacestream.write-docs=true} to write it anew. */
class MetricsPageTest {
    @Test
    void thePageSaysWhatTheRegisterSays() throws Exception {
        Path page = Path.of(System.getProperty("facestream.root"), "docs", "metrics.md");
        if (Boolean.getBoolean("facestream.write-docs")) {
            Files.writeString(page, page());
        }
        assertThat(page).hasContent(page());
    }

    @Test
    void noTwoMetricsHaveOneName() {
        assertThat(Arrays.stream(JobMetric.values()).map(JobMetric::prometheusName))
                .doesNotHaveDuplicates();
    }

    private static String page() {
        return """
                # Metrics

                What the job tells [Prometheus](https://prometheus.io). Generated from the code: do not edit.

                ```sh
                ./facestream run --source door=rtsp://camera.local/stream --facebank people/ --metrics 9249
                curl http://127.0.0.1:9249/metrics
                ```

                On a cluster of this machine every JobManager and TaskManager answers at a port of its own: `./facestream cluster start` and
                `cluster status` say which, and `CLUSTER/conf/prometheus-targets.json` lists them for Prometheus's `file_sd_configs`. Ports stay
                the same when the cluster is started again. All of them listen at 127.0.0.1 only.

                On a cluster of several machines Flink's own reporter does the same, for the whole network: keep others away from its port. For the
                same names and labels, set

                ```yaml
                metrics.reporters: prom
                metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
                metrics.reporter.prom.port: 9249
                metrics.reporter.prom.scope.variables.excludes: host;task_id;task_attempt_id;operator_id
                metrics.reporter.prom.filterLabelValueCharacters: false
                ```

                The names in the table go on after `%s`. Every metric has the labels `job_name`,
                `job_id`, `task_name`, `operator_name`, `subtask_index`, `task_attempt_num` and `tm_id` besides its own. Flink exports counts as
                gauges: `rate` and `increase` take them all the same. Those that count **since the job's first start** lie in its state: after a failure
                they go on where the records do, so that captured = processed + skipped + dropped + refused holds at any time that a frame has just been
                worked off. Those that count since the task's start begin anew with each attempt. What belongs to a camera goes when the camera ends or
                is taken away; a camera of a topic that fell silent stays, with `camera_up` 0, and its counts begin anew when it comes back. Sum over
                `task_attempt_num`. No label ever holds a person, an address or a secret.

                Flink's own metrics, those of checkpoints and restarts among them, are described in
                [its documentation](https://nightlies.apache.org/flink/flink-docs-stable/docs/ops/metrics/). Two Grafana dashboards lie in
                `helm/facestream/dashboards`, rules for alerts in `helm/facestream/alerts`.

                | name | type | labels | since | shown | meaning |
                |---|---|---|---|---|---|
                """.formatted(JobMetric.PREFIX)
                + Arrays.stream(JobMetric.values()).map(MetricsPageTest::row).collect(Collectors.joining());
    }

    private static String row(JobMetric metric) {
        return "| `" + metric.prometheusName().substring(JobMetric.PREFIX.length()) + "` | "
                + (metric.kind() == JobMetric.Kind.COUNT
                        ? "count (`gauge`)"
                        : "`" + metric.kind().prometheus() + "`")
                + " | "
                + metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "))
                + " | " + metric.since() + " | " + metric.shown() + " | " + metric.meaning() + " |\n";
    }
}
