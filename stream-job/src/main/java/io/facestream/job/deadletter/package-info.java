/**
 * What was refused, and why: a {@link io.facestream.job.deadletter.DeadLetter} names the place of a record and its fingerprint, never its
 * content. Operators send them to the side output {@link io.facestream.job.deadletter.DeadLetter#TAG}.
 */
@NullMarked
package io.facestream.job.deadletter;

import org.jspecify.annotations.NullMarked;
