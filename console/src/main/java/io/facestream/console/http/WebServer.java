package io.facestream.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.Cookie;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves routes and pages on one address. Every answer carries headers that forbid foreign scripts, frames and requests. Threads: two for
 * connections, four for work.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final String COOKIE = "facestream";

    /** A page of another site cannot send it without this server's permission, which it never gives. */
    private static final HttpString OWN_REQUEST = new HttpString("X-Facestream-Request");

    /** A little more than the largest body that a route takes, so that the route says what was expected. */
    private static final long MOST_BYTES = 65L << 20;

    private static final int MOST_TOKEN = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Who asks, and by which session or token. */
    private record Caller(Access access, String session) {}

    private final Undertow server;
    private final int port;

    private WebServer(Undertow server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts to serve.
     *
     * @param tokens and what each allows
     * @param actions told of every request that changes something
     * @param signedOut is told of each session that has ended by its own wish, by the name that {@link Request#session} gives
     * @throws IOException if the port is taken; the message is one line
     */
    public static WebServer start(
            ServerOptions options,
            Map<String, Access> tokens,
            List<Route> routes,
            ActionLog actions,
            Consumer<String> signedOut)
            throws IOException {
        Sessions sessions = new Sessions(tokens);
        RoutingHandler routing = Handlers.routing();
        routing.add(Methods.POST, "/api/session", new BlockingHandler(exchange -> signIn(exchange, sessions)));
        routing.add(Methods.DELETE, "/api/session", exchange -> signOut(exchange, sessions, signedOut));
        for (Route route : routes) {
            HttpHandler handler = exchange -> answer(exchange, route, sessions, actions);
            routing.add(route.method(), route.path(), route.works() ? new BlockingHandler(handler) : handler);
        }
        routing.setFallbackHandler(exchange -> {
            if (exchange.getRequestPath().startsWith("/api/")) {
                boolean known = caller(exchange, sessions).isPresent();
                error(exchange, known ? 404 : 401, known ? "nothing is there" : "sign in first");
            } else {
                Pages.serve(exchange);
            }
        });
        routing.setInvalidMethodHandler(exchange -> {
            boolean known = caller(exchange, sessions).isPresent();
            error(exchange, known ? 405 : 401, known ? "not by this method" : "sign in first");
        });
        Undertow.Builder builder = Undertow.builder()
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MOST_BYTES)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setHandler(exchange -> {
                    protect(exchange);
                    if (options.isOurs(exchange.getHostName())) {
                        routing.handleRequest(exchange);
                    } else {
                        error(exchange, 421, "host: not this server's (expected: " + options.host() + ")");
                    }
                });
        Undertow server = options.listen(builder).build();
        try {
            server.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException) {
                throw new IOException(
                        "console: port " + options.port() + " is taken (expected: a free one; 0 takes any)", e);
            }
            throw e;
        }
        int at = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        return new WebServer(server, at);
    }

    /** The port that it listens at. */
    public int port() {
        return port;
    }

    private static void protect(HttpServerExchange exchange) {
        exchange.getResponseHeaders()
                .put(
                        new HttpString("Content-Security-Policy"),
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                                + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
                .put(new HttpString("X-Content-Type-Options"), "nosniff")
                .put(new HttpString("Referrer-Policy"), "no-referrer")
                .put(new HttpString("Permissions-Policy"), "camera=(self), microphone=(), geolocation=()")
                .put(new HttpString("Cross-Origin-Resource-Policy"), "same-origin")
                .put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin")
                .put(Headers.CACHE_CONTROL, "no-store");
    }

    private static void answer(HttpServerExchange exchange, Route route, Sessions sessions, ActionLog actions)
            throws Exception {
        Optional<Caller> caller = caller(exchange, sessions);
        if (!route.method().equals(Methods.GET)) {
            exchange.addExchangeCompleteListener((done, next) -> {
                actions.write(
                        caller.map(known -> known.access().name()).orElse("nobody"),
                        caller.map(known -> known.access().role().name()).orElse(""),
                        done.getSourceAddress().getAddress().getHostAddress(),
                        route.method().toString(),
                        done.getRequestPath(),
                        done.getStatusCode());
                next.proceed();
            });
        }
        if (caller.isEmpty()) {
            error(exchange, 401, "sign in first");
            return;
        }
        Access access = caller.get().access();
        if (!access.role().allows(route.role())) {
            error(exchange, 403, "role: " + access.role() + " (expected: " + route.role() + ")");
            return;
        }
        try {
            Object answer = route.handler()
                    .answer(new Request(exchange, access, caller.get().session()));
            if (answer instanceof CompletionStage<?> later) {
                exchange.dispatch(
                        SameThreadExecutor.INSTANCE,
                        () -> later.whenCompleteAsync(
                                (value, failure) -> {
                                    if (failure == null) {
                                        json(exchange, 200, value);
                                    } else {
                                        fail(exchange, route, failure);
                                    }
                                },
                                exchange.getConnection().getWorker()));
            } else if (answer != null) {
                json(exchange, 200, answer);
            }
        } catch (Refusal | RuntimeException e) {
            fail(exchange, route, e);
        }
    }

    private static void fail(HttpServerExchange exchange, Route route, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof Refusal refusal) {
            error(exchange, refusal.status(), String.valueOf(refusal.getMessage()));
        } else {
            LOG.warn("{} {}: {}", exchange.getRequestMethod(), route.path(), failure.toString(), failure);
            error(exchange, 500, "failed; the log says why");
        }
    }

    /** Who asks; a cookie counts only with a header that no other site can send. */
    private static Optional<Caller> caller(HttpServerExchange exchange, Sessions sessions) {
        String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (authorization != null && authorization.startsWith("Bearer ")) {
            return sessions.byToken(authorization.substring("Bearer ".length()).strip())
                    .map(access -> new Caller(access, "token " + access.name()));
        }
        Cookie cookie = exchange.getRequestCookie(COOKIE);
        if (cookie == null) {
            return Optional.empty();
        }
        boolean reads = exchange.getRequestMethod().equals(Methods.GET) && isSameOrigin(exchange);
        boolean own = exchange.getRequestHeaders().contains(OWN_REQUEST);
        return reads || own
                ? sessions.bySession(cookie.getValue()).map(access -> new Caller(access, cookie.getValue()))
                : Optional.empty();
    }

    /** A web socket is opened with the cookie from any page; the browser then says from which. */
    private static boolean isSameOrigin(HttpServerExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        return origin == null || origin.equals(exchange.getRequestScheme() + "://" + exchange.getHostAndPort());
    }

    private static void signIn(HttpServerExchange exchange, Sessions sessions) throws IOException {
        String token = "";
        try {
            JsonNode body = JSON.readTree(exchange.getInputStream().readNBytes(4 * MOST_TOKEN));
            token = body.path("token").asText();
        } catch (JsonProcessingException e) {
            // as a wrong one
        }
        Optional<Access> access = token.length() > MOST_TOKEN ? Optional.empty() : sessions.byToken(token);
        if (access.isEmpty()) {
            error(exchange, 401, "token: not one of this console's (expected: the one that it printed at its start)");
            return;
        }
        CookieImpl cookie = new CookieImpl(COOKIE, sessions.begin(access.get()));
        cookie.setHttpOnly(true).setPath("/").setSameSite(true).setSameSiteMode("Strict");
        cookie.setSecure(exchange.isSecure());
        exchange.setResponseCookie(cookie);
        json(exchange, 200, Map.of("role", access.get().role()));
    }

    private static void signOut(HttpServerExchange exchange, Sessions sessions, Consumer<String> signedOut) {
        Cookie cookie = exchange.getRequestCookie(COOKIE);
        if (caller(exchange, sessions).isEmpty() || cookie == null) {
            error(exchange, 401, "sign in first");
            return;
        }
        sessions.end(cookie.getValue());
        signedOut.accept(cookie.getValue());
        json(exchange, 200, Map.of());
    }

    private static void error(HttpServerExchange exchange, int status, String message) {
        json(exchange, status, Map.of("error", message));
    }

    private static void json(HttpServerExchange exchange, int status, Object value) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        try {
            exchange.getResponseSender().send(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answer: " + e.getOriginalMessage(), e);
        }
    }

    /** A secret for a token. */
    public static String secret() {
        return Sessions.secret();
    }

    @Override
    public void close() {
        server.stop();
    }
}
