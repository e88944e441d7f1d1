package io.facestream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Videos as live cameras: an RTSP server in a process of its own, which plays each from its beginning to whoever connects. */
final class LiveScenes implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final Process server;
    private final int port;

    /**
     * @param script the server
     * @param videos H.264 in MP4, by the name under which each is played
     */
    LiveScenes(Path script, Map<String, Path> videos) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString(), String.valueOf(port)));
        videos.forEach((name, video) -> command.add(name + "=" + video.toAbsolutePath()));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(lines.readLine())) {
            throw new IOException(PYTHON + " " + script + ": ended at once (expected: GStreamer's RTSP server; Debian:"
                    + " python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad)");
        }
    }

    String url(String name) {
        return "rtsp://127.0.0.1:" + port + "/" + name;
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(5, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }
}
