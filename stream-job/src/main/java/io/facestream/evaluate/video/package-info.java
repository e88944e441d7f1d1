/**
 * How often the whole job is wrong on videos whose truth is known: {@code ./facestream evaluate video}, and the report card.
 *
 * <p>Entry point: {@link io.facestream.evaluate.video.SceneRun} runs the job on the scenes of a folder and judges its events
 * ({@link io.facestream.scenes.SceneScore}: passages and visits) and its annotations (tracks and faces).
 * {@link io.facestream.evaluate.video.VideoReport} writes what was found as a table, as JSON, and as a part of a Markdown page.
 *
 * <pre>{@code
 * SceneFolder scenes = SceneFolder.read(Path.of("scenes"));
 * SceneSet found = new SceneRun(new Configuration(), Path.of("out")).run(scenes, Path.of("people"));
 * }</pre>
 *
 * <p>{@code docs/evaluate-video.md} says how tracks and visits are matched to the truth, and what each figure is.
 */
@NullMarked
package io.facestream.evaluate.video;

import org.jspecify.annotations.NullMarked;
