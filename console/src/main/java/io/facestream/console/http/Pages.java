package io.facestream.console.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages' own files, which hold no data: a fixed list, so that no path of a request reaches the disk. */
final class Pages {
    private static final String PLACE = "/io/facestream/console/web/";

    private record PageFile(String type, byte[] bytes) {}

    private static final Map<String, PageFile> FILES = Map.of(
            "/", read("index.html", "text/html; charset=utf-8"),
            "/console.js", read("console.js", "text/javascript; charset=utf-8"),
            "/console.css", read("console.css", "text/css; charset=utf-8"),
            "/icon.svg", read("icon.svg", "image/svg+xml"));

    private Pages() {}

    static void serve(HttpServerExchange exchange) {
        @Nullable PageFile file = FILES.get(exchange.getRequestPath());
        if (file == null || !exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.setStatusCode(404);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
            exchange.getResponseSender().send("nothing is there\n");
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, file.type()).put(Headers.CACHE_CONTROL, "no-cache");
        exchange.getResponseSender().send(ByteBuffer.wrap(file.bytes()));
    }

    private static PageFile read(String name, String type) {
        try (InputStream in = Pages.class.getResourceAsStream(PLACE + name)) {
            if (in == null) {
                throw new IllegalStateException("page " + name + ": not in the console's jar (expected: npm built it)");
            }
            return new PageFile(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
