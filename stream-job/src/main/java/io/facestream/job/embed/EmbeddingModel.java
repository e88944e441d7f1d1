package io.facestream.job.embed;

import java.io.Serializable;

/**
 * A model as the operator that embeds uses it.
 *
 * @param services opens it
 * @param normGate length of a vector below which a crop is no face
 */
record EmbeddingModel(EmbeddingService.Factory services, float normGate) implements Serializable {}
