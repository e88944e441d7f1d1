package io.facestream.ingest.video;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Writes pictures to an MP4 file as H.264, each at the time it is given: one thread, times in increasing order. The file can be played
 * once {@link #close()} has returned. Pictures of odd sides lose their last column or row, which H.264 cannot hold.
 */
public final class VideoWriter implements AutoCloseable {
    /** Bits a second and pixel: faces and small print stay legible. */
    private static final long BITS_PER_PIXEL = 4;

    private static final int USUAL_RATE = 25;
    private static final int KEY_FRAME_EVERY = 50;

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private final Path file;
    private final int width;
    private final int height;
    private final AVFormatContext format = new AVFormatContext(null);
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(4);
    private AVCodecContext codec = new AVCodecContext(null);
    private AVStream stream = new AVStream(null);
    private SwsContext converter = new SwsContext(null);
    private boolean closed;
    private long lastMillis = -1;
    private long lastGapMillis = 1000 / USUAL_RATE;

    private VideoWriter(Path file, int width, int height) {
        this.file = file;
        this.width = width;
        this.height = height;
    }

    /** A new file, or in place of an old one, for pictures of this size in pixels. */
    public static VideoWriter create(Path file, int width, int height) throws IOException {
        if (width < 2 || height < 2) {
            throw new IllegalArgumentException("size: " + width + " x " + height + " (expected: at least 2 x 2)");
        }
        VideoWriter writer = new VideoWriter(file, width, height);
        try {
            writer.open();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.free();
            throw e;
        }
    }

    private void open() throws IOException {
        check(avformat_alloc_output_context2(format, null, "mp4", file.toString()), "cannot write MP4");
        openEncoder();
        AVIOContext output = new AVIOContext(null);
        check(avio_open(output, "file:" + file, AVIO_FLAG_WRITE), "cannot be created (expected: a writable place)");
        format.pb(output);
        check(avformat_write_header(format, (AVDictionary) null), "cannot be written");
        frame.format(AV_PIX_FMT_YUV420P);
        frame.width(evenWidth());
        frame.height(evenHeight());
        check(av_frame_get_buffer(frame, 0), "no memory for a frame");
        converter = sws_getContext(
                evenWidth(),
                evenHeight(),
                AV_PIX_FMT_BGR24,
                evenWidth(),
                evenHeight(),
                AV_PIX_FMT_YUV420P,
                SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        IntPointer matrix = sws_getCoefficients(SWS_CS_ITU709);
        sws_setColorspaceDetails(converter, matrix, 1, matrix, 0, 0, 1 << 16, 1 << 16);
    }

    private void openEncoder() throws IOException {
        AVCodec encoder = avcodec_find_encoder_by_name("libopenh264");
        if (encoder == null) {
            throw new IOException(file + ": no H.264 encoder (expected: an FFmpeg with libopenh264)");
        }
        codec = avcodec_alloc_context3(encoder);
        codec.width(evenWidth());
        codec.height(evenHeight());
        codec.pix_fmt(AV_PIX_FMT_YUV420P);
        codec.colorspace(AVCOL_SPC_BT709);
        codec.color_range(AVCOL_RANGE_MPEG);
        codec.time_base(new AVRational().num(1).den(1000));
        codec.framerate(new AVRational().num(USUAL_RATE).den(1));
        codec.bit_rate(Math.max(400_000, BITS_PER_PIXEL * width * height));
        codec.gop_size(KEY_FRAME_EVERY);
        codec.max_b_frames(0);
        codec.thread_count(1);
        codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        check(avcodec_open2(codec, encoder, (AVDictionary) null), width + " x " + height + " cannot be encoded");
        stream = avformat_new_stream(format, null);
        stream.time_base(codec.time_base());
        check(avcodec_parameters_from_context(stream.codecpar(), codec), "cannot describe the video");
    }

    /**
     * Adds a picture of the writer's size, shown from the given time on.
     *
     * @param mediaTimeMillis later than that of the picture before
     */
    public void write(Picture picture, long mediaTimeMillis) throws IOException {
        if (picture.width() != width || picture.height() != height) {
            throw new IllegalArgumentException("picture: " + picture.width() + " x " + picture.height() + " (expected: "
                    + width + " x " + height + ")");
        }
        if (mediaTimeMillis <= lastMillis) {
            throw new IllegalArgumentException(
                    "mediaTimeMillis: " + mediaTimeMillis + " (expected: more than " + lastMillis + ")");
        }
        check(av_frame_make_writable(frame), "no memory for a frame");
        try (BytePointer pixels = new BytePointer(picture.bytes())) {
            planes.put(0, pixels);
            strides.put(0, width * 3);
            sws_scale(converter, planes, strides, 0, evenHeight(), frame.data(), frame.linesize());
        }
        frame.pts(mediaTimeMillis);
        if (lastMillis >= 0) {
            lastGapMillis = mediaTimeMillis - lastMillis;
        }
        lastMillis = mediaTimeMillis;
        check(avcodec_send_frame(codec, frame), "a frame cannot be encoded");
        writePackets();
    }

    private void writePackets() throws IOException {
        while (true) {
            int code = avcodec_receive_packet(codec, packet);
            if (code == AVERROR_EAGAIN() || code == AVERROR_EOF()) {
                return;
            }
            check(code, "a frame cannot be encoded");
            packet.stream_index(stream.index());
            packet.duration(lastGapMillis);
            av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            check(av_interleaved_write_frame(format, packet), "cannot be written (expected: enough space)");
        }
    }

    private int evenWidth() {
        return width & ~1;
    }

    private int evenHeight() {
        return height & ~1;
    }

    private void check(int code, String problem) throws IOException {
        if (code < 0) {
            throw new IOException(file + ": " + problem);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            check(avcodec_send_frame(codec, null), "cannot be finished");
            writePackets();
            check(av_write_trailer(format), "cannot be finished (expected: enough space)");
        } finally {
            free();
        }
    }

    private void free() {
        closed = true;
        if (!converter.isNull()) {
            sws_freeContext(converter);
        }
        if (!codec.isNull()) {
            avcodec_free_context(codec);
        }
        if (!format.isNull()) {
            if (format.pb() != null && !format.pb().isNull()) {
                avio_closep(format.pb());
            }
            avformat_free_context(format);
        }
        av_frame_free(frame);
        av_packet_free(packet);
        planes.close();
        strides.close();
    }
}
