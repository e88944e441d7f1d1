/**
 * Pictures in native memory, and all that OpenCV does with them.
 *
 * <p>{@link io.facestream.vision.picture.PictureReader} turns somebody's file into a {@link io.facestream.vision.picture.Picture};
 * {@link io.facestream.vision.picture.FrameDecoder} does so for a stream of frames without allocating. {@code NetworkInput},
 * {@code GreyPatch} and {@code FaceWarp} feed networks; {@link io.facestream.vision.picture.Canvas} draws.
 */
@NullMarked
package io.facestream.vision.picture;

import org.jspecify.annotations.NullMarked;
