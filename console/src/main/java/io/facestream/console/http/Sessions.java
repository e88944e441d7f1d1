package io.facestream.console.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may do what: tokens, and the sessions of browsers that have shown one. Thread-safe. */
final class Sessions {
    private static final int BYTES = 24;
    private static final int MOST = 10_000;
    private static final Duration IDLE = Duration.ofHours(12);

    private record Session(Access access, long untilNanos) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Access> tokens;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** @param tokens and what each allows */
    Sessions(Map<String, Access> tokens) {
        this.tokens = Map.copyOf(tokens);
    }

    /** A secret that nobody can guess. */
    static String secret() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a token allows; compared in the same time whichever characters are wrong. */
    Optional<Access> byToken(String shown) {
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        Optional<Access> access = Optional.empty();
        for (Map.Entry<String, Access> token : tokens.entrySet()) {
            if (MessageDigest.isEqual(bytes, token.getKey().getBytes(StandardCharsets.UTF_8))) {
                access = Optional.of(token.getValue());
            }
        }
        return access;
    }

    /** Begins a session; its secret is the cookie. */
    String begin(Access access) {
        long now = System.nanoTime();
        sessions.values().removeIf(session -> session.untilNanos() - now < 0);
        if (sessions.size() >= MOST) {
            sessions.clear();
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(secret, new Session(access, now + IDLE.toNanos()));
        return secret;
    }

    /** What a session allows; it lasts on from now. */
    Optional<Access> bySession(String secret) {
        long now = System.nanoTime();
        Session kept = sessions.computeIfPresent(
                secret,
                (key, session) ->
                        session.untilNanos() - now < 0 ? null : new Session(session.access(), now + IDLE.toNanos()));
        return Optional.ofNullable(kept).map(Session::access);
    }

    void end(String secret) {
        sessions.remove(secret);
    }
}
