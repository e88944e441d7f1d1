/** Finds faces: {@link io.facestream.vision.detect.FaceDetector} runs whichever family of network the model's card names. */
@NullMarked
package io.facestream.vision.detect;

import org.jspecify.annotations.NullMarked;
