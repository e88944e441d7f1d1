package io.facestream.ingest.source;

import io.facestream.vision.TestData;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real RTSP server in a process of its own, which can be killed and frozen. */
public final class RtspServer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final int port;
    private final List<String> command;
    private final ServerProcess server;

    private RtspServer(String script, String... arguments) throws IOException {
        Path tool = TestData.shared("../tools/" + script).normalize();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        command = new ArrayList<>(List.of(PYTHON, tool.toString(), String.valueOf(port)));
        command.addAll(List.of(arguments));
        server = new ServerProcess(command);
        server.start();
    }

    /** Serves MP4 files, {@code name=path.mp4}, each client from the beginning. */
    public static RtspServer ofFiles(String... mounts) throws Exception {
        requireTools();
        return new RtspServer("rtsp_server.py", mounts);
    }

    /** Serves endless MPEG-TS files, {@code name=path.ts}. */
    public static RtspServer endless(String... mounts) throws Exception {
        requireTools();
        return new RtspServer("rtsp_loop.py", mounts);
    }

    /** Serves endless MPEG-TS files, {@code name=path.ts}, after {@code user:password}. */
    public static RtspServer withPassword(String login, String... mounts) throws Exception {
        requireTools();
        List<String> arguments = new ArrayList<>(List.of(login));
        arguments.addAll(List.of(mounts));
        return new RtspServer("rtsp_loop.py", arguments.toArray(String[]::new));
    }

    public String url(String mount) {
        return "rtsp://127.0.0.1:" + port + "/" + mount;
    }

    public int port() {
        return port;
    }

    /** Program and arguments. */
    public List<String> command() {
        return command;
    }

    public void kill() throws InterruptedException {
        server.kill();
    }

    public void restart() throws IOException {
        server.start();
    }

    public void freeze() throws Exception {
        signal("-STOP");
    }

    public void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", name, String.valueOf(server.pid())).start().waitFor();
    }

    private static void requireTools() throws Exception {
        String probe =
                "import gi; gi.require_version('GstRtspServer','1.0'); from gi.repository import Gst, GstRtspServer; "
                        + "Gst.init(None); assert all(Gst.ElementFactory.find(e) for e in "
                        + "('qtdemux','h264parse','rtph264pay','tsdemux','multifilesrc'))";
        try {
            Process process = new ProcessBuilder(PYTHON, "-c", probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            // no such program: said below
        }
        Assumptions.abort("no RTSP server (needs python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base"
                + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad)");
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
