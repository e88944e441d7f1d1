package io.facestream.job.stranger;

import java.util.List;

/** The visits kept of a stranger, in their order. */
public record StrangerVisits(List<StrangerVisit> kept) {}
