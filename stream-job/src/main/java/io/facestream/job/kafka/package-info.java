/**
 * Kafka as the job meets it: {@link io.facestream.job.kafka.KafkaAddress} is a topic and how its cluster is reached,
 * {@link io.facestream.job.kafka.EventTopics} are the topics that a job writes, {@link io.facestream.job.kafka.TransactionTimes} checks them
 * before it starts, {@link io.facestream.job.kafka.KafkaCluster} asks. Client settings may hold passwords; they are never printed.
 */
@NullMarked
package io.facestream.job.kafka;

import org.jspecify.annotations.NullMarked;
