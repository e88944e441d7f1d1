package io.facestream.facebank.crypt;

import io.facestream.facebank.FacebankException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * A template as ciphertext: AES-256-GCM of its little-endian 32-bit floats, with template and model id as associated data.
 *
 * @param ciphertext nonce, ciphertext and tag; owned by this record and never written again
 */
public record SealedTemplate(byte[] ciphertext) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** @param unit the template in the clear; it is not kept */
    public static SealedTemplate seal(float[] unit, PersonKey key, String templateId, String modelId) {
        return new SealedTemplate(key.seal(bytes(unit), whose(templateId, modelId)));
    }

    /** For files, which are rewritten as a whole: the master key itself seals. */
    public static SealedTemplate seal(float[] unit, MasterKey key, String templateId, String modelId) {
        return new SealedTemplate(key.seal(bytes(unit), whose(templateId, modelId)));
    }

    /** @throws FacebankException when it was sealed by another key or for another template or model, or is damaged */
    public float[] open(PersonKey key, String templateId, String modelId) {
        try {
            return floats(key.open(ciphertext, whose(templateId, modelId)));
        } catch (GeneralSecurityException e) {
            throw closed(templateId);
        }
    }

    /** @throws FacebankException when it was sealed by another key or for another template or model, or is damaged */
    public float[] open(MasterKey key, String templateId, String modelId) {
        try {
            return floats(key.open(ciphertext, whose(templateId, modelId)));
        } catch (GeneralSecurityException e) {
            throw closed(templateId);
        }
    }

    private static FacebankException closed(String templateId) {
        return new FacebankException(
                "template " + templateId + " does not open (expected: as it was sealed, and the key that sealed it)");
    }

    private static byte[] bytes(float[] unit) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * unit.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(unit);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] unit = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(unit);
        return unit;
    }

    private static String whose(String templateId, String modelId) {
        return "facestream template/" + templateId + "/" + modelId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedTemplate that && Arrays.equals(ciphertext, that.ciphertext);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "SealedTemplate[" + ciphertext.length + " bytes]";
    }
}
