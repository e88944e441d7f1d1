/**
 * Unknown people who come again: {@link io.facestream.job.stranger.StrangerStreams} gathers visits without a name into strangers, each with
 * an id that stays. {@code Strangers} is the step: a visit joins the stranger whom it is most like, makes two of them one if it is like
 * both, or is a new one. Visits are taken in the order of capture time, so that the same videos give the same strangers. All strangers are
 * in one group, because each visit is held against every one of them: the group is one key, worked on by one slot, and
 * {@code strangers-at-most} bounds it. Settings: {@code strangers}, {@code strangers-at-most}, {@code remember-unknown}, {@code fpir}.
 */
@NullMarked
package io.facestream.job.stranger;

import org.jspecify.annotations.NullMarked;
