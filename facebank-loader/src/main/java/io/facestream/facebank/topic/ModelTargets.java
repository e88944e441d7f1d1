package io.facestream.facebank.topic;

import static java.util.stream.Collectors.toSet;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.topic.FacebankRow.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What becomes of templates of models that are not in force. They stay as long as the picture that they were made from is enrolled; who was
 * kept out when another model was put in force has no template of the model in force, and keeps the others.
 *
 * @param current what is on the topic
 */
record ModelTargets(OpenedFacebank current) {
    /** The templates of other models that stay when the facebank becomes {@code after}. */
    List<FacebankRecord> kept(Facebank after) {
        Set<String> had = current.present();
        Set<String> pictures =
                after.records().stream().map(ModelTargets::pictureOf).collect(toSet());
        return current.beside().stream()
                .filter(record -> pictures.contains(pictureOf(record)) || !had.contains(record.personId()))
                .toList();
    }

    /**
     * Those that stay or come when a facebank is published; replacing the model replaces all.
     *
     * @param made by another model of the pictures that are published
     */
    List<FacebankRecord> published(
            Facebank after, PublishOptions options, Set<String> given, List<FacebankRecord> made) {
        Facebank before = current.facebank();
        if (!before.isEmpty() && !before.modelId().equals(after.modelId())) {
            return List.of();
        }
        Map<String, FacebankRecord> beside = new TreeMap<>();
        kept(after).stream()
                .filter(record -> options.keepOthers() || given.contains(record.personId()))
                .forEach(record -> beside.put(keyOf(record), record));
        Map<String, FacebankRecord> byPicture = byPicture(made);
        for (FacebankRecord enrolled : after.records()) {
            FacebankRecord other = byPicture.get(enrolled.pictureSha256());
            if (other != null && given.contains(enrolled.personId())) {
                FacebankRecord named = People.withPerson(other, enrolled.personId(), PersonDetails.of(enrolled, ""));
                beside.putIfAbsent(keyOf(named), named);
            }
        }
        return List.copyOf(beside.values());
    }

    private static String keyOf(FacebankRecord record) {
        return record.templateId() + "/" + record.modelId();
    }

    private static Map<String, FacebankRecord> byPicture(List<FacebankRecord> made) {
        Map<String, FacebankRecord> byPicture = new HashMap<>();
        made.forEach(record -> byPicture.putIfAbsent(record.pictureSha256(), record));
        return byPicture;
    }

    private static String pictureOf(FacebankRecord record) {
        return record.personId() + "/" + record.pictureSha256();
    }

    /** What another model has made of the enrolled pictures, as templates of the people who are on the topic. */
    List<FacebankRecord> matched(Facebank made) {
        requireOther(made.modelId());
        Map<String, FacebankRecord> byPicture = byPicture(made.records());
        List<FacebankRecord> matched = new ArrayList<>();
        for (FacebankRecord record : current.facebank().records()) {
            FacebankRecord other = byPicture.get(record.pictureSha256());
            PersonDetails details = current.people().get(record.personId());
            if (other != null && details != null) {
                matched.add(People.withPerson(other, record.personId(), details));
            }
        }
        return matched;
    }

    /** The people in force of whom there is no such record. */
    Set<String> without(List<FacebankRecord> records) {
        Set<String> people = new TreeSet<>(current.present());
        records.forEach(record -> people.remove(record.personId()));
        return people;
    }

    /** For the one who asks, by name and id. */
    List<String> names(Set<String> people) {
        return people.stream()
                .map(id -> {
                    PersonDetails details = current.people().get(id);
                    return details == null ? id : details.displayName() + " (" + id + ")";
                })
                .toList();
    }

    Target reembedded(Facebank made, List<FacebankRecord> matched) {
        List<FacebankRecord> beside = new ArrayList<>(matched);
        beside.addAll(ofOthers(made.modelId()));
        return new Target(
                Action.REEMBED,
                "model " + made.modelName() + " with " + made.modelId(),
                current.facebank(),
                beside,
                Map.of(),
                Set.of(),
                row -> row.modelId().equals(made.modelId()));
    }

    Target promoted(String modelId, String modelName, WithoutTemplates others) {
        requireOther(modelId);
        Facebank before = current.facebank();
        List<FacebankRecord> ready = current.beside(modelId);
        if (ready.isEmpty()) {
            throw new FacebankException(
                    "model: " + modelName + " with SHA-256 " + modelId
                            + " (expected: one of which the facebank has templates; `./facestream facebank re-embed` makes them)");
        }
        Set<String> without = without(ready);
        if (!without.isEmpty() && others == WithoutTemplates.REFUSE) {
            throw new FacebankException(
                    "templates of " + modelName + ": none of " + String.join(", ", names(without))
                            + " (expected: of everybody; re-embed with their pictures, or say --without-pictures drop or keep-out)");
        }
        boolean drop = others == WithoutTemplates.DROP;
        List<FacebankRecord> beside = new ArrayList<>(before.records());
        beside.addAll(ofOthers(modelId));
        beside.removeIf(record -> drop && without.contains(record.personId()));
        String note = modelName + " with " + modelId + " in place of " + before.modelName()
                + (without.isEmpty() ? "" : ", " + without.size() + " people " + (drop ? "dropped" : "kept out"));
        return new Target(
                Action.PROMOTE,
                note,
                Facebank.of(1, modelId, modelName, ready),
                beside,
                Map.of(),
                Set.of(),
                row -> drop && without.contains(row.personId()));
    }

    Target retired(String modelId) {
        requireOther(modelId);
        return new Target(
                Action.RETIRE,
                "model " + modelId,
                current.facebank(),
                ofOthers(modelId),
                Map.of(),
                Set.of(),
                row -> row.modelId().equals(modelId));
    }

    private List<FacebankRecord> ofOthers(String modelId) {
        return current.beside().stream()
                .filter(record -> !record.modelId().equals(modelId))
                .toList();
    }

    private void requireOther(String modelId) {
        Facebank inForce = current.facebank();
        if (inForce.isEmpty()) {
            throw new FacebankException("facebank topic: nobody is on it (expected: a facebank)");
        }
        if (inForce.modelId().equals(modelId)) {
            throw new FacebankException("model: " + inForce.modelName() + " with SHA-256 " + modelId
                    + " is in force (expected: another one)");
        }
    }
}
