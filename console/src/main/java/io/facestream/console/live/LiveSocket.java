package io.facestream.console.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.console.http.Request;
import io.facestream.job.watch.LiveFrame;
import io.facestream.job.watch.RunView;
import io.undertow.Handlers;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a camera's frames to a browser. A message is four bytes, big-endian, with the length of a JSON text; the text, which holds what
 * was found in the frame; and the frame as JPEG. Where the browser or the network is slower than the camera, frames are left out: the
 * next one that is sent is the newest.
 */
public final class LiveSocket {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private LiveSocket() {}

    /** Makes the connection a web socket and sends the camera's frames until it closes. */
    public static void open(Request request, RunView view, String cameraId) throws Exception {
        Handlers.websocket((exchange, channel) -> {
                    AtomicBoolean sending = new AtomicBoolean();
                    RunView.Watch watch = view.watch(cameraId, frame -> send(channel, frame, sending));
                    channel.addCloseTask(closed -> watch.close());
                    channel.getReceiveSetter().set(new AbstractReceiveListener() {});
                    channel.resumeReceives();
                })
                .handleRequest(request.exchange());
    }

    private static void send(WebSocketChannel channel, LiveFrame frame, AtomicBoolean sending) {
        if (!channel.isOpen() || !sending.compareAndSet(false, true)) {
            return;
        }
        try {
            WebSockets.sendBinary(message(frame), channel, new WebSocketCallback<>() {
                @Override
                public void complete(WebSocketChannel sent, Void context) {
                    sending.set(false);
                }

                @Override
                public void onError(WebSocketChannel sent, Void context, Throwable error) {
                    sending.set(false);
                    LOG.debug("live view ended", error);
                }
            });
        } catch (JsonProcessingException e) {
            sending.set(false);
            LOG.warn("live view: {}", e.getOriginalMessage());
        }
    }

    static ByteBuffer message(LiveFrame frame) throws JsonProcessingException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("capturedAtMillis", frame.annotation().capturedAtMillis());
        header.put("frameWidth", frame.frameWidth());
        header.put("frameHeight", frame.frameHeight());
        header.put("delayMillis", (System.nanoTime() - frame.sinceNanos()) / 1_000_000);
        header.put("faces", frame.annotation().faces());
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + json.length + frame.jpeg().length);
        return message.putInt(json.length).put(json).put(frame.jpeg()).flip();
    }
}
