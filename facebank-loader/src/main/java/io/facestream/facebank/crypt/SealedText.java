package io.facestream.facebank.crypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.facebank.FacebankException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * What is written about a person, as ciphertext: AES-256-GCM of UTF-8, with its place as associated data.
 *
 * @param ciphertext nonce, ciphertext and tag; owned by this record and never written again
 */
public record SealedText(byte[] ciphertext) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** @param place where the text belongs: it opens there only */
    public static SealedText seal(String clear, PersonKey key, String place) {
        return new SealedText(key.seal(clear.getBytes(UTF_8), whose(place)));
    }

    /** @throws FacebankException when it was sealed by another key or for another place, or is damaged */
    public String open(PersonKey key, String place) {
        try {
            return new String(key.open(ciphertext, whose(place)), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new FacebankException(
                    "text of " + place + " does not open (expected: as it was sealed, and the person's key)");
        }
    }

    private static String whose(String place) {
        return "facestream text/" + place;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedText that && Arrays.equals(ciphertext, that.ciphertext);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "SealedText[" + ciphertext.length + " bytes]";
    }
}
