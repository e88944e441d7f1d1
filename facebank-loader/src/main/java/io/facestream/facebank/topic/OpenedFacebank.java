package io.facestream.facebank.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.facebank.crypt.SealedText;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a view says, opened with the people's keys.
 *
 * @param facebank of all templates of the model in force that could be opened
 * @param beside templates of other models, which wait to be put in force or to be gone back to
 * @param people details of everybody who could be opened, by id
 * @param problems a line for each template or person that could not
 */
record OpenedFacebank(
        Facebank facebank, List<FacebankRecord> beside, Map<String, PersonDetails> people, List<String> problems) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param without people who are left out, and are no problem */
    static OpenedFacebank of(FacebankView view, PersonKeys keys, Set<String> without) {
        String modelId = view.commit().map(CommitRow::modelId).orElse("");
        String modelName = view.commit().map(CommitRow::modelName).orElse("");
        long number = Math.max(1, view.commit().map(CommitRow::number).orElse(1L));
        List<String> problems = new ArrayList<>();
        Map<String, PersonDetails> people = people(view, keys, without, problems);
        List<FacebankRecord> records = new ArrayList<>();
        List<FacebankRecord> beside = new ArrayList<>();
        for (TemplateRow row : view.templates()) {
            if (without.contains(row.personId())) {
                continue;
            }
            PersonDetails details = people.get(row.personId());
            PersonKey key = keys.of(row.personId()).orElse(null);
            try {
                FacebankRecord record = record(row, require(details, key, row), key);
                (row.modelId().equals(modelId) ? records : beside).add(record);
            } catch (FacebankException | IllegalArgumentException | IOException e) {
                problems.add(problem(row, e));
            }
        }
        return new OpenedFacebank(
                Facebank.of(number, modelId, modelName, records), List.copyOf(beside), people, List.copyOf(problems));
    }

    private static Map<String, PersonDetails> people(
            FacebankView view, PersonKeys keys, Set<String> without, List<String> problems) {
        Map<String, PersonDetails> people = new TreeMap<>();
        for (PersonRow row : view.people().values()) {
            if (row.erased() || without.contains(row.personId())) {
                continue;
            }
            PersonKey key = keys.of(row.personId()).orElse(null);
            try {
                if (key == null) {
                    problems.add("person " + row.personId()
                            + ": the key is not there (expected: a key that the facebank key opens)");
                } else {
                    people.put(row.personId(), PersonDetails.open(row, key));
                }
            } catch (FacebankException | IOException e) {
                problems.add("person " + row.personId() + ": details do not open (expected: as they were sealed)");
            }
        }
        return people;
    }

    private static PersonDetails require(@Nullable PersonDetails details, @Nullable PersonKey key, TemplateRow row) {
        if (key == null) {
            throw new FacebankException("the key of " + row.personId() + " is not there");
        }
        if (details == null) {
            throw new FacebankException("nothing is written about " + row.personId());
        }
        return details;
    }

    private static String problem(TemplateRow row, Exception e) {
        // What a parser says quotes its input.
        String why = e instanceof IOException ? "its details are damaged" : String.valueOf(e.getMessage());
        return "template " + row.templateId() + " of " + row.personId() + ": " + why;
    }

    private static FacebankRecord record(TemplateRow row, PersonDetails person, @Nullable PersonKey key)
            throws IOException {
        PersonKey opening = java.util.Objects.requireNonNull(key, "key");
        float[] unit = row.template().open(opening, row.templateId(), row.modelId());
        JsonNode details = JSON.readTree(row.details().open(opening, row.key()));
        return new FacebankRecord(
                row.templateId(),
                row.personId(),
                person.displayName(),
                row.modelId(),
                unit,
                row.norm(),
                details.path("picture").asText(),
                details.path("pictureSha256").asText(),
                JSON.treeToValue(details.path("quality"), FaceQuality.class),
                person.purpose(),
                person.consent(),
                person.validUntilMillis(),
                person.minor(),
                person.guardianConsent());
    }

    /** A record of an opaque person as a row of the given version. */
    static TemplateRow seal(FacebankRecord record, long version, PersonKey key) {
        ObjectNode details = JSON.createObjectNode();
        details.put("picture", record.picture());
        details.put("pictureSha256", record.pictureSha256());
        details.set("quality", JSON.valueToTree(record.quality()));
        String place = record.templateId() + "/" + record.modelId();
        return new TemplateRow(
                record.templateId(),
                record.modelId(),
                record.personId(),
                version,
                SealedTemplate.seal(record.template(), key, record.templateId(), record.modelId()),
                record.norm(),
                SealedText.seal(details.toString(), key, place));
    }

    /** The templates of a model that is not in force. */
    List<FacebankRecord> beside(String modelId) {
        return beside.stream()
                .filter(record -> record.modelId().equals(modelId))
                .toList();
    }

    /** Everybody who has a template. */
    Set<String> present() {
        Set<String> present = new HashSet<>();
        facebank.records().forEach(record -> present.add(record.personId()));
        return present;
    }
}
