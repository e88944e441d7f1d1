/**
 * Sets of pictures made from others: {@link io.facestream.training.data.prepare.Preparation} writes one format from another, cuts faces
 * out and leaves out what cannot be learned from; {@link io.facestream.training.data.prepare.Inspection} says what a set holds.
 *
 * <p>A preparation that was stopped, by {@code kill -9} or by a power cut, goes on where it was when it is called again: every second the
 * files are brought to the disk, and {@code OUT.progress} says how far they count.
 */
@NullMarked
package io.facestream.training.data.prepare;

import org.jspecify.annotations.NullMarked;
