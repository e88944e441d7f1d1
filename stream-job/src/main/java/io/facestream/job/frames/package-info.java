/**
 * Frames from Kafka: any program that writes JPEGs to a topic is a camera. {@code docs/frames-topic.md} is the contract.
 *
 * <p>A record is read as a {@link io.facestream.job.frames.KafkaFrame}, still coded, and goes to the task of its camera; there {@link
 * io.facestream.job.frames.KafkaFrames} decides what becomes of it, decodes it if it lies on the detection grid, and lends the pixels to
 * the operator chained behind. {@code FrameSteps} holds the rules: they follow from the records alone, so that the same topic gives the
 * same events, except for {@code silence-timeout} and {@code skip-older-than}, which look at this machine's clock and say so.
 *
 * <p>Whatever is wrong with a record, it is counted by its reason and leaves as a dead letter; it never fails the job. Settings: {@link
 * io.facestream.job.frames.FramesOptions}. What it costs beside a file: {@code ./facestream bench frames}.
 */
@NullMarked
package io.facestream.job.frames;

import org.jspecify.annotations.NullMarked;
