/** Measures how useful a face is, and says why one is not. */
@NullMarked
package io.facestream.vision.quality;

import org.jspecify.annotations.NullMarked;
