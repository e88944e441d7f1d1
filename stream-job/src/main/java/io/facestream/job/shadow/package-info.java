/**
 * A second embedding model beside the first: it embeds the same shots, decides on the same tracks by templates of its own, and changes no
 * event. {@link io.facestream.job.shadow.ShadowModel} says which models can be one; {@link io.facestream.job.shadow.ShadowSummary} says how
 * far the two agree. Setting: {@code shadow-model}. {@code docs/models-in-operation.md} shows how a model is tried and put in force; what it
 * costs is measured by {@code ./facestream bench shadow}.
 */
@NullMarked
package io.facestream.job.shadow;

import org.jspecify.annotations.NullMarked;
