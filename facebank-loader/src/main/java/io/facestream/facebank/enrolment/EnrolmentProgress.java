package io.facestream.facebank.enrolment;

import java.time.Duration;

/**
 * How far an enrolment has come.
 *
 * @param done pictures that are finished
 * @param total pictures there are
 * @param embedded pictures of {@code done} that had to be analysed now; the others were known from before
 * @param elapsed since the start
 * @param left time that the rest will probably take; zero at the end
 */
public record EnrolmentProgress(int done, int total, int embedded, Duration elapsed, Duration left) {}
