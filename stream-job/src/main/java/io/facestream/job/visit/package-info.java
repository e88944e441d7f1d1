/**
 * Names to visits: {@link io.facestream.job.visit.Visits} is a pure step that joins the tracks of one stay, says what happens to it, once,
 * and sums what was counted. {@code docs/events.md} has the table of states. Setting: {@code visit-gap}.
 */
@NullMarked
package io.facestream.job.visit;

import org.jspecify.annotations.NullMarked;
