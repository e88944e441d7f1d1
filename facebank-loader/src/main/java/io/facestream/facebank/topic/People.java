package io.facestream.facebank.topic;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Who is who: names as people give them, folders of pictures, and the opaque ids of the topic. */
final class People {
    /** An id that says nothing about the person. */
    private static final Pattern OPAQUE = Pattern.compile("p-[0-9a-f]{16}");

    private static final int ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FacebankView view;
    private final Map<String, PersonDetails> details;

    People(FacebankView view, Map<String, PersonDetails> details) {
        this.view = view;
        this.details = details;
    }

    /**
     * The id of the person that somebody means by an id, a display name, or the name under which pictures are enrolled.
     *
     * @throws FacebankException when nobody or several people are meant
     */
    String meantBy(String person) {
        if (view.person(person) != null) {
            return person;
        }
        List<String> named = idsWhere(person, true);
        List<String> found = named.isEmpty() ? idsWhere(person, false) : named;
        if (found.isEmpty()) {
            throw new FacebankException(
                    "person: " + person + " (expected: an id or a name that `./facestream facebank list` shows)");
        }
        if (found.size() > 1) {
            throw new FacebankException("person: " + person + " are " + found.size()
                    + " people (expected: one of the ids " + String.join(", ", found) + ")");
        }
        return found.get(0);
    }

    private List<String> idsWhere(String name, boolean displayed) {
        List<String> ids = new ArrayList<>();
        details.forEach((id, known) -> {
            if (name.equals(displayed ? known.displayName() : known.enrolledAs())) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** A facebank's people as the topic has them, and as they are to be there. */
    record Wanted(List<FacebankRecord> records, Map<String, PersonDetails> people, Set<String> ignored) {}

    /** Gives a facebank's people their opaque ids: the ones that they have on the topic, or new ones. */
    Wanted wanted(Facebank facebank) {
        Map<String, FacebankRecord> first = onePersonOneRecord(facebank);
        Map<String, String> ids = new LinkedHashMap<>();
        Map<String, PersonDetails> people = new TreeMap<>();
        first.forEach((enrolledAs, record) -> {
            String id = idOf(enrolledAs);
            ids.put(enrolledAs, id);
            people.put(id, detailsOf(id, record));
        });
        List<FacebankRecord> records = new ArrayList<>();
        Set<String> ignored = new HashSet<>();
        for (FacebankRecord record : facebank.records()) {
            String id = java.util.Objects.requireNonNull(ids.get(record.personId()), "id");
            if (record.ignored()) {
                ignored.add(id);
            }
            records.add(withPerson(record, id, java.util.Objects.requireNonNull(people.get(id), "person")));
        }
        return new Wanted(records, people, ignored);
    }

    private String idOf(String enrolledAs) {
        if (OPAQUE.matcher(enrolledAs).matches()) {
            FacebankRow.PersonRow row = view.person(enrolledAs);
            if (row != null && row.erased()) {
                throw new FacebankException(
                        "person: " + enrolledAs
                                + " was erased (expected: somebody who was not; to enrol the person anew, start from pictures)");
            }
            return enrolledAs;
        }
        List<String> known = idsWhere(enrolledAs, false);
        if (known.size() > 1) {
            throw new FacebankException("person: " + enrolledAs + " are " + known.size()
                    + " people on the topic (expected: one; publish an exported facebank file, which names the ids)");
        }
        return known.isEmpty() ? newId() : known.get(0);
    }

    private static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return "p-" + HexFormat.of().formatHex(bytes);
    }

    private PersonDetails detailsOf(String id, FacebankRecord record) {
        PersonDetails known = details.get(id);
        boolean opaque = record.personId().equals(id);
        if (known == null) {
            return PersonDetails.of(record, opaque ? record.displayName() : record.personId());
        }
        PersonDetails fresh = PersonDetails.of(record, known.enrolledAs());
        if (opaque) {
            boolean renamed = known.renamed() || !known.displayName().equals(record.displayName());
            return fresh.named(record.displayName(), renamed);
        }
        return known.renamed() ? fresh.named(known.displayName(), true) : fresh;
    }

    /** What is written about a person is kept once: a person's records must agree on it. */
    private static Map<String, FacebankRecord> onePersonOneRecord(Facebank facebank) {
        Map<String, FacebankRecord> first = new LinkedHashMap<>();
        for (FacebankRecord record : facebank.records()) {
            FacebankRecord before = first.putIfAbsent(record.personId(), record);
            if (before != null && !PersonDetails.of(before, "").equals(PersonDetails.of(record, ""))) {
                throw new FacebankException("person: templates " + before.templateId() + " and " + record.templateId()
                        + " disagree on name, purpose, consent or expiry (expected: the same for all of a person)");
            }
        }
        return first;
    }

    /** A record with what is written about its person. Whether the person is ignored stands in a row of its own, and nowhere else. */
    static FacebankRecord withPerson(FacebankRecord record, String personId, PersonDetails person) {
        return new FacebankRecord(
                record.templateId(),
                personId,
                person.displayName(),
                record.modelId(),
                record.template(),
                record.norm(),
                record.picture(),
                record.pictureSha256(),
                record.quality(),
                person.purpose(),
                person.consent(),
                person.validUntilMillis(),
                person.minor(),
                person.guardianConsent());
    }
}
