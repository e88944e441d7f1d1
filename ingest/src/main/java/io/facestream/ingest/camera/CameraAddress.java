package io.facestream.ingest.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.ingest.camera.CameraException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a camera is, with its secrets filled in: known only where the camera is opened, never serialised, never shown.
 * Every text that FFmpeg has had a hand in goes through {@link #redact}.
 */
public final class CameraAddress {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    // The user part ends at the last @ before the path, as FFmpeg reads it
    private static final Pattern AUTHORITY =
            Pattern.compile("^([A-Za-z0-9+.-]+://)(?:([^/?#]*)@)?([^/?#@]*)(.*)$", Pattern.DOTALL);

    private final String url;
    private final List<String> secrets;

    private CameraAddress(String url, List<String> secrets) {
        this.url = url;
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .flatMap(secret -> Stream.of(secret, percentEncode(secret)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static CameraAddress resolve(CameraSpec camera, UnaryOperator<String> environment) throws CameraException {
        List<String> secrets = new ArrayList<>();
        String url = fillIn(camera, environment, secrets);
        if (!camera.passwordFile().isEmpty()) {
            String password = readPassword(camera);
            secrets.add(password);
            url = AUTHORITY
                    .matcher(url)
                    .replaceFirst("$1$2:" + Matcher.quoteReplacement(percentEncode(password)) + "@$3$4");
        }
        String user = userInfo(url);
        secrets.add(user);
        secrets.add(user.substring(user.indexOf(':') + 1));
        return new CameraAddress(url, secrets);
    }

    /** The URL to open, secrets included: for the grabber only. */
    public String url() {
        return url;
    }

    /** Host or address of a network camera, without port; empty for others. */
    public String host() {
        return hostOf(url);
    }

    /** Whether a URL names this camera's host. */
    public boolean isSameHost(String other) {
        return hostOf(other).equalsIgnoreCase(host());
    }

    /** The text without this camera's secrets and without what may be one. */
    public String redact(String text) {
        String result = text;
        for (String secret : secrets) {
            result = result.replace(secret, Redaction.HIDDEN);
        }
        return Redaction.redact(result);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return redact(url);
    }

    static String hostOf(String uri) {
        Matcher parts = AUTHORITY.matcher(uri);
        if (!parts.matches()) {
            return "";
        }
        String hostAndPort = parts.group(3);
        if (hostAndPort.startsWith("[")) {
            int end = hostAndPort.indexOf(']');
            return end < 0 ? "" : hostAndPort.substring(1, end);
        }
        int colon = hostAndPort.indexOf(':');
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }

    static boolean hasUserWithoutPassword(String uri) {
        String user = userInfo(uri);
        return !user.isEmpty() && !VARIABLE.matcher(user).replaceAll("").contains(":");
    }

    static boolean hasLiteralPassword(String uri) {
        String user = userInfo(uri);
        int colon = user.indexOf(':');
        return colon >= 0
                && !VARIABLE.matcher(user.substring(colon + 1)).replaceAll("").isEmpty();
    }

    private static String userInfo(String uri) {
        Matcher parts = AUTHORITY.matcher(uri);
        return parts.matches() && parts.group(2) != null ? parts.group(2) : "";
    }

    private static String fillIn(CameraSpec camera, UnaryOperator<String> environment, List<String> secrets)
            throws CameraException {
        String uri = camera.uri();
        int userStart = uri.indexOf("://") + 3;
        int userEnd = userStart + userInfo(uri).length();
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Matcher variable = VARIABLE.matcher(uri); variable.find(); from = variable.end()) {
            String value = environment.apply(variable.group(1));
            if (value == null) {
                throw new CameraException(
                        Reason.UNAUTHORIZED,
                        "camera " + camera.id() + ": ${" + variable.group(1)
                                + "} is not set (expected: an environment variable where the camera is opened)");
            }
            secrets.add(value);
            boolean inUser = variable.start() >= userStart && variable.end() <= userEnd;
            boolean wholeUser = variable.start() == userStart && variable.end() == userEnd;
            filled.append(uri, from, variable.start()).append(inUser ? encodeUser(value, wholeUser) : value);
        }
        return filled.append(uri, from, uri.length()).toString();
    }

    /** A variable may hold a user, a password, or both as {@code user:password}; FFmpeg decodes per cent escapes of either. */
    private static String encodeUser(String value, boolean mayHoldBoth) {
        int colon = mayHoldBoth ? value.indexOf(':') : -1;
        return colon < 0
                ? percentEncode(value)
                : percentEncode(value.substring(0, colon)) + ":" + percentEncode(value.substring(colon + 1));
    }

    private static String percentEncode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || "-._~".indexOf(b) >= 0;
            encoded.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return encoded.toString();
    }

    private static String readPassword(CameraSpec camera) throws CameraException {
        try {
            List<String> lines = Files.readAllLines(Path.of(camera.passwordFile()), UTF_8);
            if (!lines.isEmpty() && !lines.get(0).isBlank()) {
                return lines.get(0).strip();
            }
        } catch (IOException e) {
            // said below: the text of the cause would repeat the path
        }
        throw new CameraException(
                Reason.UNAUTHORIZED,
                "camera " + camera.id() + ": password file " + camera.passwordFile()
                        + " (expected: a readable file whose first line is the password)");
    }
}
