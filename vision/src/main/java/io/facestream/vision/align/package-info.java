/** Brings a face into the pose that embedding networks expect: five points, a similarity transform, an aligned crop. */
@NullMarked
package io.facestream.vision.align;

import org.jspecify.annotations.NullMarked;
