/**
 * What the threshold does to the facebank at hand: how alike its pictures of one person and of different people are, what that gives at each
 * setting, and how a running job takes another setting.
 *
 * <p>Entry point: {@link io.facestream.console.threshold.ThresholdApi}. A setting is a rate ({@code fpir}); the model's card and the number
 * of people make a threshold of it, in the job as here. The facebank is read on a thread of its own.
 */
@NullMarked
package io.facestream.console.threshold;

import org.jspecify.annotations.NullMarked;
