package io.facestream.job.visit;

/** A confirmed track that belongs to no visit yet: its first embedding decides whether it continues an earlier visit. */
public record WaitingTrack(String trackId, long facesDetected) {}
