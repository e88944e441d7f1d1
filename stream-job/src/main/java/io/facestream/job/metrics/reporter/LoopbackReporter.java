package io.facestream.job.metrics.reporter;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.jspecify.annotations.Nullable;

/**
 * Flink's Prometheus reporter on the loopback address. Flink's own opens its port for everybody and has no setting for that; names, labels
 * and types are the same.
 */
final class LoopbackReporter extends AbstractPrometheusReporter {
    private @Nullable HTTPServer server;

    @Override
    public void open(MetricConfig config) {
        super.open(config);
        int port = config.getInteger("port", 0);
        try {
            server = new HTTPServer(new InetSocketAddress(PrometheusEndpoint.HOST, port), collectors(), true);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "metrics: port " + port + ": " + e.getMessage() + " (expected: a free one)", e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        super.close();
    }

    /** What Flink has collected: it has no accessor. */
    private CollectorRegistry collectors() {
        try {
            Field field = AbstractPrometheusReporter.class.getDeclaredField("registry");
            field.setAccessible(true);
            return (CollectorRegistry) field.get(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("metrics: Flink's reporter has no registry (expected: Flink 2.3)", e);
        }
    }
}
