package io.facestream.job.frames;

import java.io.Serializable;

/**
 * What a camera's task needs to know, in milliseconds.
 *
 * @param gridMillis distance of the positions at which frames are looked at
 * @param silenceMillis a camera that sends nothing for so long is down; 0 for never
 * @param skipOlderThanMillis frames older than this are dropped; 0 for none
 */
record FrameRules(long gridMillis, long silenceMillis, long skipOlderThanMillis) implements Serializable {}
