/**
 * What a network learns from: margins on the angle between an embedding and the centre of its class. A
 * {@link io.facestream.training.head.HeadSpec} is read from a configuration and makes a {@link io.facestream.training.head.Head}, whose loss is
 * differentiated and whose arrays are trained together with the network:
 *
 * <pre>{@code
 * Head head = HeadSpec.of(Map.of("kind", "arcface", "margin", 0.5, "sample", 0.1)).create(classes, 512, seed, manager);
 * head.begin(step);
 * gradients.backward(head.loss(embeddings, labels));
 * }</pre>
 *
 * <p>All losses are softmax cross-entropies without label smoothing, the mean over the batch, and have finite gradients for every embedding:
 * cosines are kept 1e-7 away from 1 and -1 where an angle or a sine is taken of them, and beyond that these have no gradient. A batch of one
 * is as good as any, but for {@link io.facestream.training.head.HeadSpec.AdaFace}.
 */
@NullMarked
package io.facestream.training.head;

import org.jspecify.annotations.NullMarked;
