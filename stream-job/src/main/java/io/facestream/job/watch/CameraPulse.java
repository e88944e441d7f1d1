package io.facestream.job.watch;

import java.util.Map;

/**
 * How a camera does now.
 *
 * @param ended whether it delivers nothing more: a file that is over
 * @param frames that were looked at since the run began
 * @param framesASecond over the last five seconds
 * @param lastCapturedAtMillis capture time of the last frame, epoch milliseconds; 0 before the first
 * @param shown frames that were shown to somebody
 * @param notShown frames that somebody would have seen, had coding or the network been faster
 * @param decidedAfterMillis time from the job's having the last frame shown to its decisions being known
 * @param counts frames and faces by what became of them, by the names of {@link io.facestream.job.observe.Counts}
 */
public record CameraPulse(
        String cameraId,
        boolean ended,
        long frames,
        double framesASecond,
        long lastCapturedAtMillis,
        long shown,
        long notShown,
        long decidedAfterMillis,
        Map<String, Long> counts) {}
