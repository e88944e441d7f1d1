package io.facestream.ingest.grab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.presets.avutil.*;

import io.facestream.ingest.camera.CameraAddress;
import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraSpec;

/** Puts FFmpeg's error codes into words: one line with the value and what was expected, secrets hidden. */
final class FfmpegFault {
    private static final int CONNECTION_REFUSED = -111;
    private static final int TIMED_OUT = -110;

    private final CameraSpec camera;
    private final CameraAddress address;

    FfmpegFault(CameraSpec camera, CameraAddress address) {
        this.camera = camera;
        this.address = address;
    }

    CameraException of(Reason reason, String what) {
        return new CameraException(
                reason, address.redact("camera " + camera.id() + ": " + camera.redactedUri() + ": " + what));
    }

    CameraException opening(int code, boolean late) {
        if (late || code == AVERROR_EXIT() || code == TIMED_OUT) {
            long seconds = camera.options().openTimeout().toSeconds();
            return of(Reason.TIMEOUT, "no answer (expected: a stream within " + seconds + " s)");
        }
        if (code == AVERROR_EINVAL()) {
            return of(
                    Reason.FORBIDDEN, "not of a kind that is opened here (expected: " + expected() + "; no playlist)");
        }
        if (code == AVERROR_HTTP_UNAUTHORIZED() || code == AVERROR_HTTP_FORBIDDEN()) {
            return of(Reason.UNAUTHORIZED, "refused (expected: the right user and password)");
        }
        if (code == AVERROR_ENOENT() || code == AVERROR_HTTP_NOT_FOUND() || code == AVERROR_STREAM_NOT_FOUND()) {
            return of(Reason.NOT_FOUND, "not found (expected: " + expected() + ")");
        }
        if (code == AVERROR_EACCES()) {
            return of(Reason.UNAUTHORIZED, "access denied (expected: " + expected() + ")");
        }
        if (code == AVERROR_PROTOCOL_NOT_FOUND()) {
            return of(
                    Reason.FORBIDDEN, "names a protocol that this source does not need (expected: " + expected() + ")");
        }
        if (code == AVERROR_INVALIDDATA()) {
            Reason reason = camera.live() ? Reason.DISCONNECTED : Reason.UNREADABLE;
            return of(reason, "not a video, or one that breaks off (expected: " + expected() + ")");
        }
        if (code == CONNECTION_REFUSED) {
            return of(Reason.DISCONNECTED, "connection refused (expected: a camera that answers)");
        }
        return of(
                camera.live() ? Reason.DISCONNECTED : Reason.UNREADABLE,
                text(code) + " (expected: " + expected() + ")");
    }

    CameraException reading(int code, boolean late) {
        if (late || code == AVERROR_EXIT() || code == TIMED_OUT) {
            long seconds = camera.options().stallTimeout().toSeconds();
            return of(Reason.TIMEOUT, "no frame for " + seconds + " s");
        }
        return of(camera.live() ? Reason.DISCONNECTED : Reason.UNREADABLE, "reading stopped: " + text(code));
    }

    private String expected() {
        return switch (camera.kind()) {
            case FILE -> "a video file such as MP4 or MKV, or a folder of pictures";
            case RTSP -> "an RTSP camera with a video stream";
            case HTTP -> "motion JPEG or another video stream";
            case WEBCAM -> "a webcam such as /dev/video0";
        };
    }

    private static String text(int code) {
        byte[] text = new byte[128];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, UTF_8);
    }
}
