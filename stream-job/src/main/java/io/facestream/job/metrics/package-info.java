/**
 * What a job tells Prometheus: {@link io.facestream.job.metrics.JobMetric} is the register of every metric, with its labels and meaning,
 * from which {@code docs/metrics.md} is written. Operators register theirs through it, under Flink's group of the operator and the group
 * {@code facestream}:
 *
 * <pre>{@code
 * Counter letters = JobMetric.DEAD_LETTERS.counter(getRuntimeContext().getMetricGroup(), "EMPTY");
 * }</pre>
 *
 * <p>What is counted of cameras lies in the state of the job and is right after a restart; the rest begins anew with each attempt of a task.
 */
@NullMarked
package io.facestream.job.metrics;

import org.jspecify.annotations.NullMarked;
