package io.facestream.facebank.crypt;

import io.facestream.facebank.FacebankException;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * A picture file's bytes as ciphertext: AES-256-GCM, with its place as associated data.
 *
 * @param ciphertext Tink's prefix, nonce, ciphertext and tag; owned by this record and never written again
 */
public record SealedPicture(byte[] ciphertext) {
    /** @param place where the picture belongs: it opens there only */
    public static SealedPicture seal(byte[] clear, MasterKey key, String place) {
        return new SealedPicture(key.seal(clear, "facestream picture/" + place));
    }

    /** @throws FacebankException when it was sealed by another key or for another place, or is damaged */
    public byte[] open(MasterKey key, String place) {
        try {
            return key.open(ciphertext, "facestream picture/" + place);
        } catch (GeneralSecurityException e) {
            throw new FacebankException("picture " + place
                    + " does not open (expected: the key that it was sealed with, and its own name)");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedPicture that && Arrays.equals(ciphertext, that.ciphertext);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "SealedPicture[" + ciphertext.length + " bytes]";
    }
}
