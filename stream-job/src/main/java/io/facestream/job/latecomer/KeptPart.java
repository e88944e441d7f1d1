package io.facestream.job.latecomer;

import io.facestream.job.facebank.Enrolment;

/**
 * A part of an enrolment as a bucket keeps it.
 *
 * @param untilMillis watermark from which it is needed no more; {@code Long.MAX_VALUE} while there is work to do
 */
public record KeptPart(Enrolment enrolment, long untilMillis) {}
