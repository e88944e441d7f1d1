/**
 * Pictures of what was measured, in one style.
 *
 * <p>Entry points: a plot's {@code of} gives a {@link io.facestream.vision.plot.Chart}, whose {@code write} makes a PNG or an SVG file by the
 * file's name, and whose {@link io.facestream.vision.plot.Figure} also comes as an element of a page:
 *
 * <pre>{@code
 * RocPlot.of("Verification", List.of(new Curve("all pairs", scores, Ink.SAME))).write(Path.of("roc.svg"));
 * }</pre>
 *
 * <p>SVG needs neither a display nor fonts, and follows the reader's light or dark screen; PNG needs fonts, and no display. A file that is
 * there is replaced at once, so that a viewer never sees half a picture. Blue ({@link io.facestream.vision.plot.Ink#SAME}) is one person, or
 * what is now; orange ({@link io.facestream.vision.plot.Ink#DIFFERENT}) is two people, or what was before.
 */
@NullMarked
package io.facestream.vision.plot;

import org.jspecify.annotations.NullMarked;
