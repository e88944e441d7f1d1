package io.facestream.console.http;

import io.undertow.util.HttpString;
import io.undertow.util.Methods;

/**
 * One thing that can be asked for.
 *
 * @param path template such as {@code /api/cameras/{camera}/live}
 * @param role who may ask
 * @param works whether the handler reads a body, or takes so long that no thread for connections may do it
 */
public record Route(HttpString method, String path, Role role, Handler handler, boolean works) {
    /** A route that works by its method: what is only looked up is not. */
    public Route(HttpString method, String path, Role role, Handler handler) {
        this(method, path, role, handler, !method.equals(Methods.GET));
    }

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        /**
         * What is answered as JSON; null if the handler has answered by itself, or goes on to. A {@link
         * java.util.concurrent.CompletionStage} is answered when it is complete, and keeps no thread until then; it may fail with a
         * refusal.
         *
         * @throws Refusal if the request is refused
         */
        @org.jspecify.annotations.Nullable
        Object answer(Request request) throws Exception;
    }
}
