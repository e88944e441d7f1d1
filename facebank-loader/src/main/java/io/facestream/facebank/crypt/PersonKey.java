package io.facestream.facebank.crypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import io.facestream.facebank.FacebankException;
import java.security.GeneralSecurityException;

/**
 * One person's AES-256-GCM key: it seals templates and what is written about the person. It is stored wrapped by the master key only, and
 * is not serialisable, so that no checkpoint can keep it. Safe for use by many threads; it shows nothing of itself.
 */
@AccessesPartialKey
public final class PersonKey {
    private static final int KEY_BYTES = 32;
    private static final String WHOSE = "facestream person key/";
    private static final AesGcmParameters AES_256_GCM = parameters();

    private final SecretBytes bytes;
    private final Aead aead;

    private PersonKey(SecretBytes bytes) throws GeneralSecurityException {
        this.bytes = bytes;
        this.aead = AesGcmJce.create(AesGcmKey.builder()
                .setParameters(AES_256_GCM)
                .setKeyBytes(bytes)
                .build());
    }

    private static AesGcmParameters parameters() {
        try {
            AeadConfig.register();
            return AesGcmParameters.builder()
                    .setKeySizeBytes(KEY_BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has AES-256-GCM", e);
        }
    }

    /** A new random key. */
    public static PersonKey generate() {
        try {
            return new PersonKey(SecretBytes.randomBytes(KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** This key as it may be stored: only the master key opens it, and only for this person. */
    public byte[] wrap(String personId, MasterKey master) {
        return master.seal(bytes.toByteArray(InsecureSecretKeyAccess.get()), WHOSE + personId);
    }

    /** @throws FacebankException when it was wrapped by another master key or for another person, or is damaged */
    public static PersonKey unwrap(byte[] wrapped, String personId, MasterKey master) {
        try {
            byte[] clear = master.open(wrapped, WHOSE + personId);
            return new PersonKey(SecretBytes.copyFrom(clear, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new FacebankException(
                    "key of " + personId + " does not open (expected: the facebank key that it was made with)");
        }
    }

    byte[] seal(byte[] clear, String whose) {
        try {
            return aead.encrypt(clear, whose.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts what is short enough", e);
        }
    }

    /** @throws GeneralSecurityException when it was sealed by another key or for another place, or is damaged */
    byte[] open(byte[] sealed, String whose) throws GeneralSecurityException {
        return aead.decrypt(sealed, whose.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "PersonKey[***]";
    }
}
