/**
 * Same person or not: how right a model is on a protocol's labelled pairs of pictures.
 *
 * <p>Entry point: {@link io.facestream.evaluate.verify.Protocol} reads the pairs, {@link io.facestream.evaluate.verify.VerificationTrial}
 * compares and counts, {@link io.facestream.evaluate.verify.VerificationResult} is printed as text, JSON, a table of scores, or a part of
 * the report card. The figures themselves are made in {@code io.facestream.vision.evaluate}.
 *
 * <pre>{@code
 * Protocol protocol = Protocol.ofList(Path.of("pairs.txt"), Path.of("lfw"));
 * PictureVectors vectors = PictureVectors.read(protocol.pictures(), pack, Device.CPU, Reading.of(FaceChoice.CENTRAL), done -> {});
 * VerificationResult result = VerificationTrial.run(protocol, vectors, TrialOptions.defaults());
 * }</pre>
 *
 * <p>What it costs is measured by {@code ./facestream bench evaluate}.
 */
@NullMarked
package io.facestream.evaluate.verify;

import org.jspecify.annotations.NullMarked;
