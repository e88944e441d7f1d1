package io.facestream.job.journey;

/**
 * What was last said of a visit.
 *
 * @param personId empty without a name
 * @param over whether it has ended
 */
public record VisitOwner(String personId, boolean over, JourneyStop stop, long saidAtMillis) {}
