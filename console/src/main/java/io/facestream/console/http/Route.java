package io.facestream.console.http;

import io.undertow.util.HttpString;

/**
 * One thing that can be asked for.
 *
 * @param path template such as {@code /api/cameras/{camera}/live}
 * @param role who may ask
 */
public record Route(HttpString method, String path, Role role, Handler handler) {
    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        /**
         * What is answered as JSON; null if the handler has answered by itself, or goes on to.
         *
         * @throws Refusal if the request is refused
         */
        @org.jspecify.annotations.Nullable
        Object answer(Request request) throws Exception;
    }
}
