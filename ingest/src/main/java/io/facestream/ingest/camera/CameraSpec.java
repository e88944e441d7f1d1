package io.facestream.ingest.camera;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One camera as it was configured: its name, where it is, how it is opened.
 *
 * @param id names the camera in every event; letters, digits, {@code . _ -}
 * @param uri as written. It may hold a secret, or {@code ${NAME}} for an environment variable of the machine that opens the camera:
 *     show {@link #redactedUri()} instead
 * @param kind what the URI is
 * @param passwordFile file on the machine that opens the camera whose first line is the password; empty where there is none
 * @param options how it is opened and watched
 */
public record CameraSpec(String id, String uri, CameraKind kind, String passwordFile, CameraOptions options)
        implements Serializable {

    private static final String EXPECTED_URI =
            " (expected: a file, a folder of pictures, rtsp://HOST/..., http(s)://HOST/... or v4l2:/dev/videoN)";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern ID_AND_URI = Pattern.compile("(" + ID + ")=(.*)", Pattern.DOTALL);
    private static final Pattern WEBCAM = Pattern.compile("^webcam:(\\d{1,2})$");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

    public CameraSpec {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "camera id: '" + Redaction.redact(id) + "' (expected: letters, digits and . _ -)");
        }
        if (!passwordFile.isEmpty() && !CameraAddress.hasUserWithoutPassword(uri)) {
            throw new IllegalArgumentException("camera " + id + ": password file " + passwordFile
                    + " (expected: a URI with a user and no password, such as rtsp://USER@HOST/...)");
        }
    }

    /** Whether a text may name a camera: letters, digits and {@code . _ -}. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The camera that {@code [ID=]URI} describes; without an id it is named after its file or host. {@code webcam:N} is {@code v4l2:/dev/videoN}. */
    public static CameraSpec parse(String text) {
        Matcher named = ID_AND_URI.matcher(text);
        String uri = WEBCAM.matcher(named.matches() ? named.group(2) : text).replaceFirst("v4l2:/dev/video$1");
        CameraKind kind = kindOf(uri);
        return new CameraSpec(
                named.matches() ? named.group(1) : defaultId(uri, kind), uri, kind, "", CameraOptions.defaults());
    }

    /**
     * The cameras that several {@code [ID=]URI} describe. Ids that were written must differ; those derived from files and hosts are
     * numbered where they would coincide: {@code cam}, {@code cam-2}.
     *
     * @throws IllegalArgumentException with every problem, one a line
     */
    public static List<CameraSpec> parseAll(List<String> texts) {
        List<String> problems = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Map<String, CameraSpec> parsed = new HashMap<>();
        for (String text : texts) {
            try {
                CameraSpec camera = parse(text);
                parsed.put(text, camera);
                if (isNamed(text) && !taken.add(camera.id)) {
                    problems.add(
                            "camera id: " + camera.id + " stands twice (expected: a name of its own for each camera)");
                }
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        List<CameraSpec> cameras = new ArrayList<>();
        for (String text : texts) {
            CameraSpec camera = Objects.requireNonNull(parsed.get(text));
            cameras.add(isNamed(text) ? camera : camera.withId(unique(camera.id, taken)));
        }
        return List.copyOf(cameras);
    }

    public CameraSpec withId(String value) {
        return new CameraSpec(value, uri, kind, passwordFile, options);
    }

    public CameraSpec withPasswordFile(String value) {
        return new CameraSpec(id, uri, kind, value, options);
    }

    public CameraSpec withOptions(CameraOptions value) {
        return new CameraSpec(id, uri, kind, passwordFile, value);
    }

    /** Whether frames come at their own pace; a file waits for the job. */
    public boolean live() {
        return kind.live();
    }

    /** The URI without user, password and the values of its query: fit to be shown. */
    public String redactedUri() {
        return kind == CameraKind.FILE ? uri : Redaction.redact(uri);
    }

    /** Whether the password is written out in the URI, where every list of processes shows it. */
    public boolean hasLiteralPassword() {
        return kind != CameraKind.FILE && CameraAddress.hasLiteralPassword(uri);
    }

    /**
     * The address with its secrets filled in. To be called where the camera is opened, so that secrets travel nowhere.
     *
     * @param environment the value of an environment variable, null where it is not set: {@code System::getenv}
     */
    public CameraAddress resolve(UnaryOperator<String> environment) throws CameraException {
        return CameraAddress.resolve(this, environment);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return id + "=" + redactedUri();
    }

    private static boolean isNamed(String text) {
        return ID_AND_URI.matcher(text).matches();
    }

    private static String unique(String wanted, Set<String> taken) {
        String id = wanted;
        for (int n = 2; !taken.add(id); n++) {
            id = wanted + "-" + n;
        }
        return id;
    }

    private static CameraKind kindOf(String uri) {
        if (uri.isBlank()) {
            throw new IllegalArgumentException("camera: ''" + EXPECTED_URI);
        }
        if (uri.startsWith("/dev/video")) {
            return CameraKind.WEBCAM;
        }
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.matches()) {
            return CameraKind.FILE;
        }
        CameraKind kind = switch (scheme.group(1).toLowerCase(java.util.Locale.ROOT)) {
            case "rtsp", "rtsps" -> CameraKind.RTSP;
            case "http", "https" -> CameraKind.HTTP;
            case "v4l2" -> CameraKind.WEBCAM;
            case "file" -> CameraKind.FILE;
            default -> throw new IllegalArgumentException("camera: " + Redaction.redact(uri) + EXPECTED_URI);
        };
        boolean network = kind == CameraKind.RTSP || kind == CameraKind.HTTP;
        if (network && CameraAddress.hostOf(uri).isEmpty()) {
            throw new IllegalArgumentException("camera: " + Redaction.redact(uri) + EXPECTED_URI);
        }
        return kind;
    }

    private static String defaultId(String uri, CameraKind kind) {
        String name;
        if (kind == CameraKind.RTSP || kind == CameraKind.HTTP) {
            name = CameraAddress.hostOf(uri);
        } else {
            String path = uri.replaceFirst("^(file|v4l2):", "").replaceFirst("[/\\\\]+$", "");
            name = path.substring(path.lastIndexOf('/') + 1);
            name = kind == CameraKind.FILE ? name.replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "") : name;
        }
        String id = name.replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceFirst("^[^A-Za-z0-9]+", "")
                .replaceFirst("-+$", "");
        return id.isEmpty() ? "camera" : id;
    }
}
