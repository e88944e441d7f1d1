package io.facestream.job.facebank;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What the facebank says about a person as a whole. It holds no name: what people are called lives in the facebank only.
 *
 * @param version at which it was written
 * @param ignored whether nobody is to hear of this person
 * @param validUntilMillis epoch milliseconds from which the person may not be recognised; {@code Long.MAX_VALUE} for none
 * @param erased whether everything kept of this person is to be forgotten; nothing takes that back
 */
@TypeInfo(BankTypes.OfPerson.class)
public record BankPerson(String personId, BankVersion version, boolean ignored, long validUntilMillis, boolean erased) {

    /** Whether this row holds where the other one stands, whatever the order in which they arrive. */
    boolean beats(BankPerson other) {
        if (version.generation() != other.version.generation()) {
            return version.generation() > other.version.generation();
        }
        if (erased != other.erased) {
            return erased;
        }
        return version.isAfter(other.version);
    }

    /** Whether it says the same as another one, at whatever version. */
    boolean saysTheSameAs(BankPerson other) {
        return ignored == other.ignored && validUntilMillis == other.validUntilMillis && erased == other.erased;
    }
}
