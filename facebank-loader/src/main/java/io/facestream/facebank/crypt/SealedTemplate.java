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
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * unit.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(unit);
        return new SealedTemplate(key.seal(bytes.array(), whose(templateId, modelId)));
    }

    /** @throws FacebankException when it was sealed by another key or for another template or model, or is damaged */
    public float[] open(PersonKey key, String templateId, String modelId) {
        try {
            byte[] bytes = key.open(ciphertext, whose(templateId, modelId));
            float[] unit = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(unit);
            return unit;
        } catch (GeneralSecurityException e) {
            throw new FacebankException(
                    "template " + templateId + " does not open (expected: as it was sealed, and the person's key)");
        }
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
