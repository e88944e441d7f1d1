package io.facestream.ingest.grab;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import io.facestream.ingest.camera.CameraAddress;
import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraKind;
import io.facestream.ingest.camera.CameraOptions.RtspTransport;
import io.facestream.ingest.camera.CameraSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** The opened container or stream and the decoder of its video. Opens only the protocols and formats that the kind of source needs. */
final class FfmpegInput implements AutoCloseable {
    /** Containers of files: none that names other files, as playlists do. */
    private static final String FILE_FORMATS =
            "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,ivf,h264,hevc,mjpeg,mpjpeg,m4v,mpegvideo,gif,apng,nut,mxf,rm,av1,obu,wtv,dv";

    private static final String HTTP_FORMATS =
            "mpjpeg,mjpeg,jpeg_pipe,mpegts,mov,mp4,matroska,webm,flv,h264,hevc,ogg,asf,avi,nut";
    private static final long MOST_PIXELS = 64_000_000;
    private static final Duration CLOSING_TIME = Duration.ofSeconds(1);

    static {
        // FFmpeg's own messages quote URLs with their passwords and cannot be told apart from others: errors come as
        // codes
        av_log_set_level(AV_LOG_QUIET);
    }

    private final CameraSpec camera;
    private final CameraAddress address;
    private final Deadline deadline;
    private final FfmpegFault fault;
    private @Nullable AVFormatContext format;
    private @Nullable AVCodecContext codec;
    private int videoStream;

    FfmpegInput(CameraSpec camera, CameraAddress address, Deadline deadline) {
        this.camera = camera;
        this.address = address;
        this.deadline = deadline;
        this.fault = new FfmpegFault(camera, address);
    }

    void open() throws CameraException {
        check();
        allow(camera.options().openTimeout());
        AVFormatContext context = avformat_alloc_context();
        deadline.attachTo(context);
        AVDictionary options = options();
        int code;
        try {
            code = avformat_open_input(context, url(), inputFormat(), options);
        } finally {
            av_dict_free(options);
        }
        if (code < 0) {
            // the context is freed by the failed call
            throw fault.opening(code, deadline.passed());
        }
        format = context;
        checkRedirection();
        code = avformat_find_stream_info(context, (AVDictionary) null);
        if (code < 0 || deadline.passed()) {
            throw fault.opening(code, deadline.passed());
        }
        videoStream = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (videoStream < 0) {
            throw fault.of(Reason.UNREADABLE, "has no video (expected: a video stream)");
        }
        openDecoder();
    }

    private void openDecoder() throws CameraException {
        AVCodec decoder = avcodec_find_decoder(stream().codecpar().codec_id());
        if (decoder == null) {
            throw fault.of(
                    Reason.UNREADABLE,
                    "video coded in a way that cannot be decoded (expected: H.264, HEVC, AV1, MJPEG or the like)");
        }
        codec = avcodec_alloc_context3(decoder);
        avcodec_parameters_to_context(codec, stream().codecpar());
        codec.pkt_timebase(stream().time_base());
        // parallelism comes from many cameras: a second thread a camera costs CPU and brings nothing
        codec.thread_count(1);
        codec.max_pixels(MOST_PIXELS);
        int code = avcodec_open2(codec, decoder, (AVDictionary) null);
        if (code < 0) {
            throw fault.opening(code, false);
        }
    }

    /** Gives a live camera so much time from now on; a file has time, it is slow only where the machine or the job is. */
    void allow(Duration duration) {
        if (camera.live()) {
            deadline.in(duration);
        }
    }

    /** Reads on to the next packet of the video; a code below 0 at the end or when it fails. */
    int read(AVPacket packet) {
        while (true) {
            int code = av_read_frame(format(), packet);
            if (code < 0 || packet.stream_index() == videoStream) {
                return code;
            }
            av_packet_unref(packet);
            if (camera.live() && deadline.passed()) {
                return AVERROR_EXIT();
            }
        }
    }

    /** Goes to a key frame at or before a timestamp in the stream's time base. */
    boolean seek(long timestamp) {
        int code = avformat_seek_file(format(), videoStream, Long.MIN_VALUE, timestamp, timestamp, 0);
        avcodec_flush_buffers(codec());
        return code >= 0;
    }

    AVFormatContext format() {
        if (format == null) {
            throw new IllegalStateException("camera " + camera.id() + ": not open");
        }
        return format;
    }

    AVStream stream() {
        return format().streams(videoStream);
    }

    AVCodecContext codec() {
        if (codec == null) {
            throw new IllegalStateException("camera " + camera.id() + ": not open");
        }
        return codec;
    }

    FfmpegFault fault() {
        return fault;
    }

    private void check() throws CameraException {
        if (camera.kind() == CameraKind.FILE) {
            checkFile(Path.of(path()));
        } else if (!address.host().isEmpty()) {
            checkHost(address.host());
        }
    }

    private void checkFile(Path file) throws CameraException {
        if (!Files.exists(file)) {
            throw fault.of(Reason.NOT_FOUND, "no such file (expected: a video file or a folder of pictures)");
        }
        if (!Files.isReadable(file)) {
            throw fault.of(Reason.UNAUTHORIZED, "may not be read (expected: a readable video file)");
        }
        if (Files.isRegularFile(file) && file.toFile().length() == 0) {
            throw fault.of(Reason.UNREADABLE, "0 bytes (expected: a video file)");
        }
    }

    private void checkHost(String host) throws CameraException {
        try {
            for (InetAddress resolved : InetAddress.getAllByName(host)) {
                if (resolved.isLinkLocalAddress() && !camera.options().allowLinkLocal()) {
                    throw fault.of(
                            Reason.FORBIDDEN,
                            resolved.getHostAddress()
                                    + " is link-local (expected: another address, or allow-link-local for this camera)");
                }
            }
        } catch (UnknownHostException e) {
            throw fault.of(Reason.DISCONNECTED, "host not known (expected: a name or address that resolves)");
        }
    }

    /**
     * Takes nothing from another host that an HTTP camera refers to: it was not checked. FFmpeg follows redirections by itself and
     * cannot be told not to, so one request without credentials has gone there.
     */
    private void checkRedirection() throws CameraException {
        AVIOContext io = format().pb();
        if (camera.kind() != CameraKind.HTTP || io == null || io.isNull()) {
            return;
        }
        try (BytePointer location = new BytePointer((Pointer) null)) {
            if (av_opt_get(io, "location", AV_OPT_SEARCH_CHILDREN, location) < 0 || location.isNull()) {
                return;
            }
            boolean elsewhere = !address.isSameHost(location.getString());
            av_free(location);
            if (elsewhere) {
                throw fault.of(Reason.FORBIDDEN, "redirects to another host (expected: the camera's final address)");
            }
        }
    }

    private String url() {
        return switch (camera.kind()) {
            case FILE -> "file:" + path();
            case WEBCAM -> address.url().replaceFirst("^v4l2:(//)?", "");
            case RTSP, HTTP -> address.url();
        };
    }

    private String path() {
        return FilePath.of(address.url());
    }

    private @Nullable AVInputFormat inputFormat() {
        return switch (camera.kind()) {
            case FILE, HTTP -> null;
            case RTSP -> av_find_input_format("rtsp");
            case WEBCAM -> webcamFormat();
        };
    }

    private static AVInputFormat webcamFormat() {
        // only here: this library wants ones of the desktop (libpulse, libxcb), which a server need not have
        avdevice.avdevice_register_all();
        return av_find_input_format("v4l2");
    }

    private AVDictionary options() {
        AVDictionary options = new AVDictionary(null);
        String micros = String.valueOf(Math.max(
                        camera.options().openTimeout().toNanos(),
                        camera.options().stallTimeout().toNanos())
                / 1000);
        switch (camera.kind()) {
            case FILE -> {
                av_dict_set(options, "protocol_whitelist", "file", 0);
                av_dict_set(options, "format_whitelist", FILE_FORMATS, 0);
            }
            case RTSP -> {
                av_dict_set(options, "protocol_whitelist", "rtsp,rtsps,rtp,srtp,udp,tcp,tls", 0);
                boolean tcp = camera.options().rtspTransport() == RtspTransport.TCP;
                av_dict_set(options, "rtsp_transport", tcp ? "tcp" : "udp", 0);
                av_dict_set(options, "allowed_media_types", "video", 0);
                av_dict_set(options, "timeout", micros, 0);
                // the description says what comes; what is probed is kept, because it begins with the key frame
                av_dict_set(options, "analyzeduration", "200000", 0);
            }
            case HTTP -> {
                av_dict_set(options, "protocol_whitelist", "http,https,tcp,tls", 0);
                av_dict_set(options, "format_whitelist", HTTP_FORMATS, 0);
                av_dict_set(options, "rw_timeout", micros, 0);
                // a stream that has been found is shown within a second
                av_dict_set(options, "analyzeduration", "1000000", 0);
                av_dict_set(options, "fflags", "nobuffer", 0);
            }
            case WEBCAM -> av_dict_set(options, "protocol_whitelist", "file", 0);
        }
        return options;
    }

    @Override
    public void close() {
        deadline.in(CLOSING_TIME);
        if (codec != null) {
            avcodec_free_context(codec);
            codec = null;
        }
        if (format != null) {
            avformat_close_input(format);
            format = null;
        }
    }
}
