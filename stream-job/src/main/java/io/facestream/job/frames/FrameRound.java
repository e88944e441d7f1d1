package io.facestream.job.frames;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.source.FrameGrid;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.frames.FrameState.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record's work on the state of its camera. */
final class FrameRound {
    static final long LONGEST_AHEAD_MILLIS = 5_000;
    private static final int STREAMS = 4;

    final String cameraId;
    final List<CameraItem> items = new ArrayList<>(2);
    final FrameLedger counts;
    private List<StreamMark> streams;
    Presence presence;
    long lastAtMillis;
    long lastFrameAtMillis;
    private long lastCapturedMillis;
    private long lastOnGridMillis;
    long nextSequence;
    private boolean endedOnce;
    long heardAtMillis;
    boolean watched;

    @Nullable
    DeadLetter deadLetter;

    FrameRound(FrameState state, String cameraId) {
        this.cameraId = cameraId;
        this.counts = new FrameLedger(state.pending());
        this.streams = state.streams();
        this.presence = state.presence();
        this.lastAtMillis = state.lastAtMillis();
        this.lastFrameAtMillis = state.lastFrameAtMillis();
        this.lastCapturedMillis = state.lastCapturedMillis();
        this.lastOnGridMillis = state.lastOnGridMillis();
        this.nextSequence = state.nextSequence();
        this.endedOnce = state.endedOnce();
        this.heardAtMillis = state.heardAtMillis();
        this.watched = state.watched();
    }

    boolean repeats(FrameHeaders headers) {
        return streams.stream()
                .anyMatch(mark ->
                        mark.streamId().equals(headers.streamId()) && headers.sequence() <= mark.lastSequence());
    }

    void mark(FrameHeaders headers) {
        List<StreamMark> marks = new ArrayList<>(STREAMS);
        marks.add(new StreamMark(headers.streamId(), headers.sequence()));
        streams.stream()
                .filter(mark -> !mark.streamId().equals(headers.streamId()))
                .limit(STREAMS - 1)
                .forEach(marks::add);
        streams = marks;
    }

    /** A camera that had ended is another video: its time begins anew. */
    void begin() {
        if (presence == Presence.ENDED) {
            presence = Presence.UNKNOWN;
            lastAtMillis = FrameState.NEVER;
            lastFrameAtMillis = FrameState.NEVER;
            lastCapturedMillis = FrameState.NEVER;
            lastOnGridMillis = FrameState.NEVER;
        }
    }

    /** A camera's clock cannot be ahead of the time at which its record was written. */
    long clamped(FrameHeaders headers, KafkaFrame record) {
        long latest = record.timestampMillis() + LONGEST_AHEAD_MILLIS;
        if (record.timestampMillis() < 0 || headers.capturedAtMillis() <= latest) {
            return headers.capturedAtMillis();
        }
        counts.clamped += headers.state() == FrameHeaders.State.FRAME ? 1 : 0;
        return latest;
    }

    /**
     * When the frame is taken to be from: as its producer says while time increases. A clock that is set forward is followed at once;
     * one that is set back is met slowly, at half speed, so that no two frames change places.
     */
    long frameTime(long captured) {
        long at = captured;
        if (captured <= lastFrameAtMillis || captured < lastAtMillis) {
            long step = Math.max(1, (captured - lastCapturedMillis) / 2);
            at = Math.max(lastAtMillis, lastFrameAtMillis + step);
            counts.repaired++;
        }
        lastCapturedMillis = captured;
        return at;
    }

    boolean onGrid(long at, long gridMillis) {
        boolean chosen = new FrameGrid(gridMillis, lastOnGridMillis).chooses(at);
        lastOnGridMillis = chosen ? at : lastOnGridMillis;
        return chosen;
    }

    /** Says what was not seen before this moment, and that the camera is there. */
    void comeUp(long at, FrameHeaders headers) {
        boolean known = lastFrameAtMillis != FrameState.NEVER;
        boolean newStream = !streams.isEmpty() && !streams.get(0).streamId().equals(headers.streamId());
        if (known && (presence != Presence.UP || newStream)) {
            long since = lastFrameAtMillis;
            say(CameraStatus.State.GAP, at, "no frame for " + (at - since) + " ms", since);
        }
        if (presence != Presence.UP) {
            say(CameraStatus.State.UP, at, "", at);
            presence = Presence.UP;
        }
    }

    void goDown(long at, String reason) {
        boolean first = presence == Presence.UP || presence == Presence.UNKNOWN;
        say(first ? CameraStatus.State.DOWN : CameraStatus.State.TICK, at, first ? reason : "", seen(at));
        presence = Presence.DOWN;
    }

    void ended(long at) {
        if (presence != Presence.ENDED) {
            items.add(new CameraEnded(cameraId, at, counts.take()));
            presence = Presence.ENDED;
            endedOnce = true;
            lastAtMillis = at;
        }
    }

    /** Capture time of the last frame, or this moment where there was none. */
    long seen(long at) {
        return lastFrameAtMillis == FrameState.NEVER ? at : lastFrameAtMillis;
    }

    void say(CameraStatus.State said, long at, String reason, long since) {
        items.add(new CameraStatus(cameraId, at, said, reason, since, FrameCounts.NONE));
    }

    FrameSteps.Step result() {
        FrameState state = new FrameState(
                streams,
                presence,
                lastAtMillis,
                lastFrameAtMillis,
                lastCapturedMillis,
                lastOnGridMillis,
                nextSequence,
                endedOnce,
                heardAtMillis,
                watched,
                counts.left());
        return new FrameSteps.Step(state, items, Optional.ofNullable(deadLetter));
    }
}
