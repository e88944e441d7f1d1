package io.facestream.console.visit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.console.http.Request;
import io.facestream.job.watch.RunView;
import io.undertow.Handlers;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends visits to a browser as they begin and change, as server-sent events. */
public final class VisitStream {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Messages that a slow browser may have waiting; then it is cut off, and asks anew. */
    private static final int MOST_WAITING = 200;

    private static final long ALIVE_EVERY_MILLIS = 15_000;

    private VisitStream() {}

    /** Answers with the stream, until the browser goes. */
    public static void open(Request request, VisitBook book) throws Exception {
        Handlers.serverSentEvents((connection, lastEventId) -> {
                    connection.setKeepAliveTime(ALIVE_EVERY_MILLIS);
                    AtomicInteger waiting = new AtomicInteger();
                    RunView.Watch watch = book.watch(visit -> {
                        if (request.access().sees(visit.cameraId())) {
                            send(connection, visit, waiting);
                        }
                    });
                    connection.addCloseTask(closed -> watch.close());
                })
                .handleRequest(request.exchange());
    }

    private static void send(ServerSentEventConnection connection, Visit visit, AtomicInteger waiting) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            connection.shutdown();
            return;
        }
        try {
            connection.send(
                    JSON.writeValueAsString(visit), "visit", null, new ServerSentEventConnection.EventCallback() {
                        @Override
                        public void done(ServerSentEventConnection sent, String data, String event, String id) {
                            waiting.decrementAndGet();
                        }

                        @Override
                        public void failed(
                                ServerSentEventConnection sent,
                                String data,
                                String event,
                                String id,
                                java.io.IOException e) {
                            waiting.decrementAndGet();
                        }
                    });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("visit: " + e.getOriginalMessage(), e);
        }
    }
}
