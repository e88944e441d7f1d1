package io.facestream.job.metrics;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** How long the calls of a model take and how full they are. Any thread may add, and nothing is allocated for it. */
public final class ModelFigures {
    /** Calls over which quantiles are taken. */
    private static final int WINDOW = 500;

    private final Histogram micros = new DescriptiveStatisticsHistogram(WINDOW);
    private final Histogram faces = new DescriptiveStatisticsHistogram(WINDOW);

    /** @param beganNanos {@link System#nanoTime} before the call */
    public void called(long beganNanos) {
        micros.update((System.nanoTime() - beganNanos) / 1_000);
    }

    /** @param batch faces in the call */
    public void called(long beganNanos, int batch) {
        called(beganNanos);
        faces.update(batch);
    }

    /** Shows the time of the calls. */
    public void registerTime(MetricGroup operator, String model) {
        JobMetric.INFERENCE.histogram(operator, micros, model);
    }

    /** Shows how full the calls are. */
    public void registerBatches(MetricGroup operator, String model) {
        JobMetric.BATCH.histogram(operator, faces, model);
    }

    /**
     * Shows where a model is computed.
     *
     * @param asked the device of the settings
     * @param provider the one in use
     */
    public static void registerProvider(MetricGroup operator, String model, String asked, String provider) {
        JobMetric.PROVIDER.gauge(operator, () -> 1, model, asked, provider);
    }
}
