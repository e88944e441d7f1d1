/**
 * Reviews: what people made of matches after looking at them, kept in the run's log of use under the name of the token they signed in with.
 *
 * <p>Entry point: {@link io.facestream.console.review.ReviewsApi}. The log is read when somebody looks at a match, the first time as a whole,
 * on a thread of its own; no request waits on a thread for it. {@code docs/use-log.md} has the entries.
 */
@NullMarked
package io.facestream.console.review;

import org.jspecify.annotations.NullMarked;
