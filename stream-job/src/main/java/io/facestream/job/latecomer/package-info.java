/**
 * Somebody is enrolled who was seen before: their earlier visits get a name. {@link io.facestream.job.latecomer.LatecomerStreams} keeps
 * what visits without a name looked like, in {@code BUCKETS} buckets of keyed state, and holds everybody who is enrolled against them. An
 * enrolment goes to each bucket as a record of its own and is worked off in slices, so that no bucket is blind and no checkpoint waits
 * while a large one is searched. {@code LateMatch} is the decision, a pure function. Off unless {@code remember-unknown} is set: it keeps
 * biometric data of people who are not enrolled. Settings: {@code remember-unknown}, {@code remember-at-most}, {@code fpir},
 * {@code margin}.
 */
@NullMarked
package io.facestream.job.latecomer;

import org.jspecify.annotations.NullMarked;
