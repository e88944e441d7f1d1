/**
 * Kafka as the job meets it: {@link io.facestream.job.kafka.KafkaAddress} is a topic and how its cluster is reached. Client settings may
 * hold passwords; they are never printed.
 */
@NullMarked
package io.facestream.job.kafka;

import org.jspecify.annotations.NullMarked;
