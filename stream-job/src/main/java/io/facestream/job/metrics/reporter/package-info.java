/**
 * Where Prometheus reads: Flink's own Prometheus reporter, which listens for the whole network, put on this machine's loopback address. A
 * cluster of several machines uses Flink's. This package is all of ours that a Flink process has on its own class path, so it knows
 * nothing of the rest.
 */
@NullMarked
package io.facestream.job.metrics.reporter;

import org.jspecify.annotations.NullMarked;
