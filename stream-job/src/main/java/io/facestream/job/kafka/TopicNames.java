package io.facestream.job.kafka;

import java.util.Optional;

/** The names of the topics of one installation; empty for those that are not wanted. */
public record TopicNames(
        Optional<String> frames,
        Optional<String> facebank,
        Optional<String> events,
        Optional<String> sightings,
        Optional<String> annotations,
        Optional<String> deadLetters,
        Optional<String> journeys,
        Optional<String> useLog,
        Optional<String> shadow) {}
