/**
 * Suspected pictures of faces: {@link io.facestream.job.liveness.LivenessFunction} scores the shots of each track, between tracking and
 * embedding, and is in the job only with the setting {@code liveness}. It never changes a name: what it finds is said in the events
 * ({@code livenessScore}, {@code suspicions}). {@code docs/liveness.md} says how often it is wrong.
 */
@NullMarked
package io.facestream.job.liveness;

import org.jspecify.annotations.NullMarked;
