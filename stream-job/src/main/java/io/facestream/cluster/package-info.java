/**
 * A cluster of this machine's own processes. {@link io.facestream.cluster.KafkaBroker} is one Kafka broker that is its own controller, in
 * this process or, by its {@code main}, in one of its own.
 */
@NullMarked
package io.facestream.cluster;

import org.jspecify.annotations.NullMarked;
