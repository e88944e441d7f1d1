package io.facestream.ingest.grab;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.vision.picture.Picture;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, stream or webcam through FFmpeg's libraries, decoding on the caller's thread. Why not through JavaCV's grabber:
 * {@code docs/decisions/002-ffmpeg-through-its-c-api.md}.
 */
public final class FfmpegGrabber implements FrameGrabber {
    // AV_FRAME_FLAG_*: macros that the Java binding does not carry
    private static final int FLAG_CORRUPT = 1;
    private static final int FLAG_KEY = 1 << 1;
    private static final long[] SEEK_BACK_MILLIS = {0, 2_000, 10_000, 60_000};

    private final CameraSpec camera;
    private final Deadline deadline = new Deadline();
    private @Nullable Session session;
    private boolean closed;

    public FfmpegGrabber(CameraSpec camera) {
        this.camera = camera;
    }

    @Override
    public void open() throws CameraException {
        session = Session.open(camera, deadline);
    }

    @Override
    public boolean decode() throws CameraException {
        return session().decode();
    }

    @Override
    public long mediaTimeMillis() {
        return session().position;
    }

    @Override
    public int width() {
        return session().width();
    }

    @Override
    public int height() {
        return session().height();
    }

    @Override
    public void convert(Picture target) {
        session().converter.convert(session().frame, target);
    }

    @Override
    public Optional<byte[]> jpeg() {
        return session().jpeg();
    }

    @Override
    public void seek(long mediaTimeMillis) throws CameraException {
        for (long back : SEEK_BACK_MILLIS) {
            if (mediaTimeMillis - back <= 0) {
                break;
            }
            if (session().seek(mediaTimeMillis - back, mediaTimeMillis)) {
                return;
            }
        }
        // no key frame that decoding could start from exactly: from the beginning
        session().close();
        session = Session.open(camera, deadline);
    }

    @Override
    public long durationMillis() {
        return session().durationMillis();
    }

    @Override
    public long timestampsRepaired() {
        return session().timestamps.repaired();
    }

    @Override
    public long decodeErrors() {
        return session().decodeErrors;
    }

    @Override
    public void interrupt() {
        deadline.interrupt();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (session != null) {
            session.close();
            session = null;
        }
        deadline.close();
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("camera " + camera.id() + ": not open");
        }
        return session;
    }

    /** One opening of the camera. */
    private static final class Session {
        private final CameraSpec camera;
        private final Deadline deadline;
        private final FfmpegInput input;
        private final AVPacket packet = av_packet_alloc();
        private final AVPacket coded = av_packet_alloc();
        private final AVFrame frame = av_frame_alloc();
        private final long openedNanos = System.nanoTime();
        private TimestampRepair timestamps = new TimestampRepair(40);
        private PictureConverter converter = new PictureConverter(0);
        private long startTimestamp = AV_NOPTS_VALUE();
        private long position;
        private long decodeErrors;
        private boolean draining;
        private boolean decodedAhead;
        private @Nullable CameraException failure;

        private Session(CameraSpec camera, Deadline deadline) throws CameraException {
            this.camera = camera;
            this.deadline = deadline;
            this.input = new FfmpegInput(camera, camera.resolve(System::getenv), deadline);
        }

        static Session open(CameraSpec camera, Deadline deadline) throws CameraException {
            Session session = new Session(camera, deadline);
            try {
                session.input.open();
                AVStream stream = session.input.stream();
                session.startTimestamp = stream.start_time();
                session.timestamps = new TimestampRepair(frameMillis(stream));
                session.converter.close();
                session.converter = new PictureConverter(quarterTurns(stream.codecpar()));
                return session;
            } catch (CameraException | RuntimeException e) {
                session.close();
                throw e;
            }
        }

        boolean decode() throws CameraException {
            if (decodedAhead) {
                decodedAhead = false;
                return true;
            }
            input.allow(camera.options().stallTimeout());
            while (true) {
                int code = avcodec_receive_frame(input.codec(), frame);
                if (code == 0) {
                    stamp();
                    return true;
                }
                if (code == AVERROR_EOF() || draining && code != AVERROR_EAGAIN()) {
                    return end();
                }
                if (code != AVERROR_EAGAIN()) {
                    decodeErrors++;
                }
                feed();
            }
        }

        private boolean end() throws CameraException {
            if (failure != null) {
                throw failure;
            }
            return false;
        }

        private void feed() throws CameraException {
            int code = input.read(packet);
            if (camera.live() && deadline.passed()) {
                throw input.fault().reading(code, true);
            }
            if (code < 0) {
                if (code != AVERROR_EOF()) {
                    failure = input.fault().reading(code, deadline.passed());
                    if (camera.live() || deadline.interrupted()) {
                        throw failure;
                    }
                }
                // what the decoder still holds comes out before the end is told
                draining = true;
                avcodec_send_packet(input.codec(), null);
                return;
            }
            code = avcodec_send_packet(input.codec(), packet);
            if (code < 0 && code != AVERROR_EAGAIN()) {
                decodeErrors++;
            }
            av_packet_unref(coded);
            av_packet_move_ref(coded, packet);
        }

        private void stamp() {
            if ((frame.flags() & FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0) {
                decodeErrors++;
            }
            if (camera.live()) {
                position = Math.max(position + 1, (System.nanoTime() - openedNanos) / 1_000_000);
                return;
            }
            long timestamp = frame.best_effort_timestamp();
            if (timestamp == AV_NOPTS_VALUE()) {
                position = timestamps.positionOf(TimestampRepair.MISSING);
                return;
            }
            if (startTimestamp == AV_NOPTS_VALUE()) {
                startTimestamp = timestamp;
            }
            position = timestamps.positionOf(toMillis(timestamp - startTimestamp));
        }

        private long toMillis(long ticks) {
            AVRational base = input.stream().time_base();
            return Math.floorDiv(ticks * 1000 * base.num() + base.den() / 2, (long) base.den());
        }

        /** Whether decoding goes on exactly from a key frame at or before the target. */
        boolean seek(long seekMillis, long targetMillis) throws CameraException {
            if (input.stream().start_time() == AV_NOPTS_VALUE()) {
                return false;
            }
            AVRational base = input.stream().time_base();
            long ticks = Math.floorDiv(seekMillis * base.den(), 1000L * base.num());
            draining = false;
            failure = null;
            timestamps.restart();
            if (!input.seek(startTimestamp + ticks)) {
                return false;
            }
            decodedAhead = decode() && (frame.flags() & FLAG_KEY) != 0 && position <= targetMillis;
            return decodedAhead;
        }

        /** A decoder of motion JPEG gives each packet's frame at once: the last packet is the frame's. */
        Optional<byte[]> jpeg() {
            boolean motionJpeg = input.stream().codecpar().codec_id() == AV_CODEC_ID_MJPEG;
            if (!motionJpeg || converter.turns() || draining || coded.size() < 1) {
                return Optional.empty();
            }
            byte[] bytes = new byte[coded.size()];
            coded.data().get(bytes);
            return Optional.of(bytes);
        }

        int width() {
            return converter.swapsSides() ? frame.height() : frame.width();
        }

        int height() {
            return converter.swapsSides() ? frame.width() : frame.height();
        }

        long durationMillis() {
            long ticks = input.stream().duration();
            return camera.live() || ticks == AV_NOPTS_VALUE() || ticks <= 0 ? -1 : toMillis(ticks);
        }

        private static long frameMillis(AVStream stream) {
            AVRational rate = stream.avg_frame_rate();
            return rate.num() > 0 && rate.den() > 0 ? Math.round(1000.0 * rate.den() / rate.num()) : 40;
        }

        private static int quarterTurns(AVCodecParameters parameters) {
            AVPacketSideData matrix = av_packet_side_data_get(
                    parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
            if (matrix == null || matrix.isNull()) {
                return 0;
            }
            double counterclockwise = av_display_rotation_get(new IntPointer(matrix.data()));
            return Double.isNaN(counterclockwise) ? 0 : Math.floorMod(-Math.round(counterclockwise / 90), 4);
        }

        void close() {
            input.close();
            converter.close();
            av_frame_free(frame);
            av_packet_free(packet);
            av_packet_free(coded);
        }
    }
}
