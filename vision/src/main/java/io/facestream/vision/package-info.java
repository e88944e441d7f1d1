/**
 * Faces in pictures: {@link io.facestream.vision.FaceAnalyzer} finds, measures and cuts out the faces of one picture.
 *
 * <pre>{@code
 * try (FaceAnalyzer analyzer = FaceAnalyzer.open(pack, Device.parse("cpu"), AnalyzerOptions.defaults());
 *         Picture picture = PictureReader.read(Path.of("group.jpg"))) {
 *     for (Face face : analyzer.analyze(picture)) { ... }
 * }
 * }</pre>
 */
@NullMarked
package io.facestream.vision;

import org.jspecify.annotations.NullMarked;
