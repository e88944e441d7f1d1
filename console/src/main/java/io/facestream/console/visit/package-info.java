/**
 * Visits as the events of a run tell them, newest first, and the cameras' own reports.
 *
 * <p>Entry point: {@link io.facestream.console.visit.VisitBook}.
 */
@NullMarked
package io.facestream.console.visit;

import org.jspecify.annotations.NullMarked;
