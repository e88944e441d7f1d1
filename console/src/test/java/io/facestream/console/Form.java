package io.facestream.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** A form with files, as a browser sends it. */
final class Form {
    private static final String BORDER = "----facestream-test";

    /** Header {@code Content-Type}. */
    static final String TYPE = "multipart/form-data; boundary=" + BORDER;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Form field(String name, String value) {
        part("form-data; name=\"" + name + "\"", value.getBytes(UTF_8));
        return this;
    }

    Form file(String called, byte[] bytes) {
        part("form-data; name=\"pictures\"; filename=\"" + called + "\"\r\nContent-Type: image/jpeg", bytes);
        return this;
    }

    private void part(String disposition, byte[] bytes) {
        body.writeBytes(("--" + BORDER + "\r\nContent-Disposition: " + disposition + "\r\n\r\n").getBytes(UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(UTF_8));
    }

    BodyPublisher publisher() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(body.toByteArray());
        all.writeBytes(("--" + BORDER + "--\r\n").getBytes(UTF_8));
        return BodyPublishers.ofByteArray(all.toByteArray());
    }
}
