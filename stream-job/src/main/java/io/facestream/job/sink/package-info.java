/**
 * Where the job's output goes. {@link io.facestream.job.sink.JsonLinesSink} appends lines to a file exactly once: with the checkpoint that
 * covers them. {@link io.facestream.job.sink.KafkaOutput} makes the sinks of a topic: exactly once, or at once and at least once.
 *
 * <pre>{@code
 * events.sinkTo(new KafkaOutput<IdentityEvent>(
 *                 topics, "identity-events", 1, IdentityEvent::cameraId, event -> EventJson.write(event, Instant.now()))
 *         .exactlyOnce());
 * }</pre>
 */
@NullMarked
package io.facestream.job.sink;

import org.jspecify.annotations.NullMarked;
