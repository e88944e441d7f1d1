/**
 * Finds faces: {@link io.facestream.vision.detect.FaceDetector} runs whichever family of network the model's card names (RFB, SCRFD,
 * YuNet).
 *
 * <p>The default network looks twice: at 320 x 240, stretched, for all faces; and at a size where the smallest wanted face is 24 pixels
 * high, for the small ones. Either alone is wrong: the first loses faces, the second breaks large ones. With a smallest face of 32
 * pixels the second look is 480 x 368 for a 640 x 480 frame, 960 x 544 for 720p, 1440 x 816 for 1080p; 98 % and more of the 32-pixel
 * faces are found. What it costs follows from the pixels: with 40 instead of 32 it is a third less. Tiles of the same resolution
 * hold the same pixels and cost the same per pixel, so there are none. Recall, precision and cost by face height and frame size: {@code DetectorRecallIT}.
 */
@NullMarked
package io.facestream.vision.detect;

import org.jspecify.annotations.NullMarked;
