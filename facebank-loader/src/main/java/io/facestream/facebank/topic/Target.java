package io.facestream.facebank.topic;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change shall lead to.
 *
 * @param beside templates of other models that shall be there besides
 * @param people who are to be written about if that has changed
 * @param ignored who shall be ignored; nobody ceases to be ignored by this
 * @param removable which templates that shall not be may be removed: one that does not open is nobody's business but its person's
 */
record Target(
        Action action,
        String note,
        Facebank after,
        List<FacebankRecord> beside,
        Map<String, PersonDetails> people,
        Set<String> ignored,
        Predicate<TemplateRow> removable) {

    /**
     * Puts into a change what leads from what is there to this.
     *
     * @param keys of the people, of those who are new as well
     */
    void differences(FacebankView view, OpenedFacebank current, Change change, Function<String, PersonKey> keys) {
        people.forEach((id, details) -> {
            PersonRow row = view.person(id);
            boolean ignore = ignored.contains(id);
            boolean before = row != null && row.ignored();
            if (!details.equals(current.people().get(id)) || (ignore && !before)) {
                change.person(id, details, ignore || before, keys.apply(id));
            }
        });
        Map<String, FacebankRecord> before = new HashMap<>();
        current.facebank().records().forEach(record -> before.put(keyOf(record), record));
        current.beside().forEach(record -> before.put(keyOf(record), record));
        Set<String> kept = new HashSet<>();
        for (FacebankRecord record :
                Stream.concat(after.records().stream(), beside.stream()).toList()) {
            kept.add(keyOf(record));
            if (!sameTemplate(record, before.get(keyOf(record)))) {
                change.template(record, keys.apply(record.personId()));
            }
        }
        for (TemplateRow row : view.templates()) {
            if (!kept.contains(row.key()) && removable.test(row)) {
                change.removal(row);
            }
        }
    }

    /**
     * Whether a template need not be written again: what is written about the person lies in a row of its own. Whose consent is prolonged is
     * written again: by some reader's clock it may be over, and the template forgotten.
     */
    private static boolean sameTemplate(FacebankRecord record, @Nullable FacebankRecord before) {
        return before != null
                && record.personId().equals(before.personId())
                && record.validUntilMillis() <= before.validUntilMillis()
                && People.withPerson(record, record.personId(), PersonDetails.of(before, ""))
                        .equals(before);
    }

    private static String keyOf(FacebankRecord record) {
        return record.templateId() + "/" + record.modelId();
    }
}
