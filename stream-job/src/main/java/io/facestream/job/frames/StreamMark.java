package io.facestream.job.frames;

/**
 * How far a producer's stream was taken.
 *
 * @param lastSequence records up to this one have come; what repeats them is a duplicate
 */
public record StreamMark(String streamId, long lastSequence) {}
