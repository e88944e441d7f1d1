/**
 * Scenes whose truth is known, and the score of a run on them.
 *
 * <p>A scene is a video file and a truth file. {@link io.facestream.scenes.SceneTruth} reads the truth in either of two forms: one line
 * a passage (who, from, to, rectangle), or one line a frame (who, face box, visible share). {@link io.facestream.scenes.SceneScore}
 * compares it with a run's {@code events.jsonl}:
 *
 * <pre>{@code
 * SceneScore score = SceneScore.of("real1", SceneTruth.read(truthFile), SceneEvents.read(eventsFile), "real1");
 * System.out.print(SceneScore.table(List.of(score)));
 * }</pre>
 *
 * <p>{@link io.facestream.scenes.HardScenes} makes the five pairs of hard scenes (small, blurred, noisy, hundreds of people enrolled,
 * half of the passers-by strangers) from photographs of people that no model or threshold was chosen on. Their seeds are fixed.
 */
@NullMarked
package io.facestream.scenes;

import org.jspecify.annotations.NullMarked;
