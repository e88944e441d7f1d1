package io.facestream.evaluate.look;

import io.facestream.vision.plot.Figure;

/**
 * A figure, and the beginning of the names of its files.
 *
 * @param name lower-case letters, digits and hyphens
 */
public record NamedFigure(String name, Figure figure) {}
