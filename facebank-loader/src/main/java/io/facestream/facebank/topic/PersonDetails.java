package io.facestream.facebank.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.crypt.SealedText;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import java.io.IOException;

/**
 * What is written about a person; on the topic it is sealed with the person's key, but for the expiry.
 *
 * @param enrolledAs the name under which pictures of the person are enrolled, which finds the person again
 * @param renamed whether the display name was given on the topic: enrolling again keeps it
 * @param validUntilMillis epoch milliseconds; {@link FacebankRecord#NO_EXPIRY} for none
 */
record PersonDetails(
        String displayName,
        String enrolledAs,
        boolean renamed,
        String purpose,
        String consent,
        long validUntilMillis,
        boolean minor,
        boolean guardianConsent) {

    static PersonDetails of(FacebankRecord record, String enrolledAs) {
        return new PersonDetails(
                record.displayName(),
                enrolledAs,
                false,
                record.purpose(),
                record.consent(),
                record.validUntilMillis(),
                record.minor(),
                record.guardianConsent());
    }

    PersonDetails named(String name, boolean byHand) {
        return new PersonDetails(name, enrolledAs, byHand, purpose, consent, validUntilMillis, minor, guardianConsent);
    }

    PersonDetails enrolledAs(String name) {
        return new PersonDetails(
                displayName, name, renamed, purpose, consent, validUntilMillis, minor, guardianConsent);
    }

    PersonRow row(String personId, boolean ignored, long version, PersonKey key) {
        ObjectNode node = RowJson.object();
        node.put("displayName", displayName);
        node.put("enrolledAs", enrolledAs);
        node.put("renamed", renamed);
        node.put("purpose", purpose);
        node.put("consent", consent);
        node.put("minor", minor);
        node.put("guardianConsent", guardianConsent);
        SealedText sealed = SealedText.seal(node.toString(), key, RowJson.personKey(personId));
        return new PersonRow(personId, displayName, ignored, validUntilMillis, version, false, sealed);
    }

    /** @throws io.facestream.facebank.FacebankException when the key does not open them */
    static PersonDetails open(PersonRow row, PersonKey key) throws IOException {
        JsonNode node = RowJson.tree(row.details().open(key, RowJson.personKey(row.personId())));
        return new PersonDetails(
                node.path("displayName").asText(),
                node.path("enrolledAs").asText(),
                node.path("renamed").asBoolean(),
                node.path("purpose").asText(),
                node.path("consent").asText(),
                row.validUntilMillis(),
                node.path("minor").asBoolean(),
                node.path("guardianConsent").asBoolean());
    }

    /** Shows nothing about the person. */
    @Override
    public String toString() {
        return "PersonDetails[***]";
    }
}
