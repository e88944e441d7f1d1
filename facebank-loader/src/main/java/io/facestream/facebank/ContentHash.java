package io.facestream.facebank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.vision.quality.FaceQuality;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over the values of a facebank's records, independent of how they are stored. */
final class ContentHash {
    private final MessageDigest digest = sha256();

    private ContentHash() {}

    static String of(String modelId, List<FacebankRecord> records) {
        ContentHash hash = new ContentHash();
        hash.add(modelId);
        records.forEach(hash::add);
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void add(FacebankRecord record) {
        add(record.templateId());
        add(record.personId());
        add(record.displayName());
        add(record.template());
        add(record.norm());
        add(record.picture());
        add(record.pictureSha256());
        FaceQuality q = record.quality();
        add(q.eyeDistance(), q.boxHeight(), q.sharpness(), q.yaw(), q.pitch(), q.roll(), q.brightness(), q.overall());
        add(record.purpose());
        add(record.consent());
        ByteBuffer rest = ByteBuffer.allocate(Long.BYTES + 2);
        rest.putLong(record.validUntilMillis());
        rest.put((byte) (record.minor() ? 1 : 0)).put((byte) (record.guardianConsent() ? 1 : 0));
        digest.update(rest.flip());
        if (record.ignored()) {
            add("ignored"); // nothing otherwise: facebanks from before there was an ignore list keep their version
        }
    }

    /** Its length first, so that no two sequences of texts have the same bytes. */
    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private void add(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * values.length);
        bytes.putInt(values.length).asFloatBuffer().put(values);
        digest.update(bytes.rewind());
    }
}
