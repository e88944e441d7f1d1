package io.facestream.job.facebank;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A template as the job keeps it, or the mark that it is gone: immutable, so that Flink need not copy it. It holds a vector in the clear, or
 * the ciphertext of one that only the person's key opens, or neither.
 *
 * @param version at which it was written
 * @param validUntilMillis epoch milliseconds from which it may not be used; {@code Long.MAX_VALUE} for none
 * @param digest names the vector or the ciphertext; 0 for one that is gone
 * @param unit L2-normalised vector, or empty; owned by this record and never written again
 * @param sealed ciphertext of the vector, or empty; owned by this record and never written again
 */
@TypeInfo(BankTypes.OfTemplate.class)
public record BankTemplate(
        String templateId,
        String personId,
        BankVersion version,
        long validUntilMillis,
        long digest,
        float[] unit,
        byte[] sealed) {

    private static final float[] NO_VECTOR = new float[0];
    private static final byte[] NO_CIPHERTEXT = new byte[0];

    /** A template in the clear. */
    public static BankTemplate clear(
            String templateId, String personId, BankVersion version, long validUntilMillis, float[] unit) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * unit.length);
        bytes.asFloatBuffer().put(unit);
        return new BankTemplate(
                templateId, personId, version, validUntilMillis, BankDigest.of(bytes.array()), unit, NO_CIPHERTEXT);
    }

    /** A template that only the person's key opens. */
    public static BankTemplate sealed(
            String templateId, String personId, BankVersion version, long validUntilMillis, byte[] ciphertext) {
        return new BankTemplate(
                templateId, personId, version, validUntilMillis, BankDigest.of(ciphertext), NO_VECTOR, ciphertext);
    }

    /** The mark that a template is gone. */
    public static BankTemplate removed(String templateId, String personId, BankVersion version) {
        return new BankTemplate(templateId, personId, version, Long.MAX_VALUE, 0, NO_VECTOR, NO_CIPHERTEXT);
    }

    public boolean isRemoved() {
        return unit.length == 0 && sealed.length == 0;
    }

    public boolean isSealed() {
        return sealed.length > 0;
    }

    /** What stays of it when its person is erased, or its time is over: that it was there. */
    public BankTemplate emptied() {
        return isRemoved() ? this : removed(templateId, personId, version);
    }

    /** Whether this row holds where the other one stands, whatever the order in which they arrive. */
    boolean beats(BankTemplate other) {
        int order = version.compareTo(other.version);
        // One version names a template once; whatever else arrives, the choice must not depend on the order.
        return order != 0 ? order > 0 : Long.compareUnsigned(digest, other.digest) > 0;
    }

    /** Whether it says the same as another one, at whatever version. */
    boolean saysTheSameAs(BankTemplate other) {
        return digest == other.digest && personId.equals(other.personId) && validUntilMillis == other.validUntilMillis;
    }

    /** What it adds to the digest of everything that is searched; the same for the same content at any version. */
    public long contribution() {
        return isRemoved() ? 0 : BankDigest.mix(BankDigest.of(templateId + '\0' + personId) ^ digest);
    }

    /** Says whose template it is, never what it holds. */
    @Override
    public String toString() {
        return "BankTemplate[templateId=" + templateId + ", personId=" + personId + ", version=" + version
                + (isRemoved() ? ", removed" : isSealed() ? ", sealed" : "") + "]";
    }
}
