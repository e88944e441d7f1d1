package io.facestream.vision.evaluate.classify;

import io.facestream.vision.embed.Embedding;

/**
 * A vector of a known class.
 *
 * @param label place of its class among the classes
 */
public record LabelledVector(int label, Embedding vector) {}
