package io.facestream.facebank.trace;

/**
 * A place that still names a person.
 *
 * @param place a folder, a file, or a partition of a topic
 * @param detail how much of what, and from when
 * @param command removes it
 */
public record Trace(String place, String detail, String command) {}
