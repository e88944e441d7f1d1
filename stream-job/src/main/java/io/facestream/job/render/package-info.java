/**
 * The annotated video, drawn outside the operators: names arise where there are no pixels. Each frame's boxes and names leave the job as
 * an {@link io.facestream.job.render.Annotation}; {@link io.facestream.job.render.AnnotatedVideo} decodes the camera's file once more and
 * draws them.
 */
@NullMarked
package io.facestream.job.render;

import org.jspecify.annotations.NullMarked;
