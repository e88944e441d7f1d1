package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.camera.FrameRefused;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.frames.FrameState.Presence;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of each record of one camera: in order, refused for its headers, discarded as a duplicate, dropped as too old, left
 * out between two positions of the grid, decoded. A function of its state and the record; the clock of this machine counts only where the
 * rules ask for it.
 */
final class FrameSteps {
    /** Larger ones are refused without being decoded: a frame of 64 megapixels has less. */
    static final int MOST_BYTES = 16 << 20;

    /** Decodes into a picture that stays the decoder's until the next call. */
    @FunctionalInterface
    interface Decoder {
        Picture decode(byte[] coded, String name) throws PictureRefusedException;
    }

    /**
     * What a step gives.
     *
     * @param items for the detector; the picture of a frame is valid until the next step
     */
    record Step(FrameState state, List<CameraItem> items, Optional<DeadLetter> deadLetter) {}

    private final FrameRules rules;
    private final Decoder decoder;

    FrameSteps(FrameRules rules, Decoder decoder) {
        this.rules = rules;
        this.decoder = decoder;
    }

    /** @param nowMillis this machine's clock */
    Step step(FrameState state, KafkaFrame record, long nowMillis) {
        FrameRound round = new FrameRound(state, record.cameraId());
        round.heardAtMillis = nowMillis;
        try {
            if (record.cameraId().equals(KafkaFrame.NO_CAMERA)) {
                throw FrameHeaders.fault(
                        FrameFault.BAD_CAMERA_ID,
                        "key",
                        new String(record.key(), UTF_8),
                        "a camera's name: letters, digits and . _ -");
            }
            FrameHeaders headers = FrameHeaders.of(record);
            boolean frame = headers.state() == FrameHeaders.State.FRAME;
            if (round.repeats(headers)) {
                round.counts.captured += frame ? 1 : 0;
                round.counts.duplicates += frame ? 1 : 0;
            } else if (frame) {
                frame(round, record, headers);
            } else {
                status(round, record, headers);
            }
        } catch (FaultyFrameException e) {
            refuse(round, record, Math.max(0, round.lastAtMillis), e.fault(), String.valueOf(e.getMessage()));
        }
        return round.result();
    }

    private void frame(FrameRound round, KafkaFrame record, FrameHeaders headers) {
        round.begin();
        long captured = round.clamped(headers, record);
        long at = round.frameTime(captured);
        round.counts.captured++;
        round.comeUp(at, headers);
        round.lastFrameAtMillis = at;
        round.lastAtMillis = at;
        if (rules.skipOlderThanMillis() > 0 && round.heardAtMillis - at > rules.skipOlderThanMillis()) {
            round.counts.tooOld++;
        } else if (round.onGrid(at, rules.gridMillis())) {
            decode(round, record, at);
        } else {
            round.counts.skipped++;
        }
        round.mark(headers);
    }

    private void decode(FrameRound round, KafkaFrame record, long at) {
        if (record.value().length > MOST_BYTES) {
            round.counts.captured--;
            refuse(
                    round,
                    record,
                    at,
                    FrameFault.TOO_MANY_BYTES,
                    record.place() + ": " + record.value().length + " bytes (expected: at most " + MOST_BYTES + ")");
            return;
        }
        try {
            Picture picture = decoder.decode(record.value(), record.place());
            round.counts.emitted++;
            round.items.add(
                    new Frame(round.cameraId, at, Frame.LIVE, round.nextSequence++, picture, round.counts.take()));
        } catch (PictureRefusedException e) {
            round.counts.captured--;
            refuse(round, record, at, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private static void refuse(FrameRound round, KafkaFrame record, long at, Enum<?> reason, String detail) {
        round.counts.captured++;
        round.counts.refused++;
        round.items.add(new FrameRefused(round.cameraId, at, Frame.LIVE, reason, detail, round.counts.take()));
        round.deadLetter =
                DeadLetter.of(reason, record.topic(), record.partition(), record.offset(), record.value(), detail);
    }

    private static void status(FrameRound round, KafkaFrame record, FrameHeaders headers) {
        if (headers.state() == FrameHeaders.State.ENDED) {
            round.ended(Math.max(round.clamped(headers, record), round.lastAtMillis));
            round.mark(headers);
            return;
        }
        round.begin();
        long at = Math.max(round.clamped(headers, record), round.lastAtMillis);
        if (headers.state() == FrameHeaders.State.UP) {
            round.comeUp(at, headers);
        } else {
            round.goDown(at, FrameHeaders.shown(record.reason()));
        }
        round.lastAtMillis = at;
        round.mark(headers);
    }

    /** The camera has sent nothing for the time that the rules allow: its tracks and visits end at its last moment. */
    Step silent(FrameState state, String cameraId) {
        FrameRound round = new FrameRound(state, cameraId);
        round.watched = false;
        if (round.presence == Presence.UP || round.presence == Presence.DOWN) {
            long at = Math.max(0, round.lastAtMillis);
            if (round.presence == Presence.UP) {
                round.say(
                        CameraStatus.State.DOWN, at, "no record for " + rules.silenceMillis() + " ms", round.seen(at));
            }
            round.items.add(new CameraEnded(cameraId, at, round.counts.take()));
            round.presence = Presence.SILENT;
        }
        return round.result();
    }

    /** The job drains: what is counted must not be lost, and the camera ends as if its video did. */
    Step drain(FrameState state, String cameraId) {
        FrameRound round = new FrameRound(state, cameraId);
        boolean open = round.presence == Presence.UP || round.presence == Presence.DOWN;
        if (open || !state.pending().equals(FrameCounts.NONE) || cameraId.equals(KafkaFrame.NO_CAMERA)) {
            round.items.add(new CameraEnded(cameraId, Math.max(0, round.lastAtMillis), round.counts.take()));
        }
        return round.result();
    }
}
