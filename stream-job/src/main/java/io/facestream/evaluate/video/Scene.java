package io.facestream.evaluate.video;

import io.facestream.scenes.SceneTruth;
import java.nio.file.Path;

/**
 * A video and what truly happens in it.
 *
 * @param name the video's name without its ending; the camera's id while the job runs
 */
public record Scene(String name, Path video, SceneTruth truth) {}
