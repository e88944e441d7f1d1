package io.facestream.facebank.topic;

import static java.util.stream.Collectors.toSet;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What becomes of templates of models that are not in force when the facebank changes: they stay as long as the picture that they were made
 * from is enrolled. Who was kept out when another model was put in force has none of the model in force, and keeps the others.
 */
final class BesideTemplates {
    private BesideTemplates() {}

    /** Those that stay when the facebank becomes {@code after}. */
    static List<FacebankRecord> after(OpenedFacebank current, Facebank after) {
        Set<String> had = current.present();
        Set<String> pictures = pictures(after);
        return current.beside().stream()
                .filter(record -> pictures.contains(pictureOf(record)) || !had.contains(record.personId()))
                .toList();
    }

    /** The pictures that are enrolled, each with its person. */
    static Set<String> pictures(Facebank facebank) {
        return facebank.records().stream().map(BesideTemplates::pictureOf).collect(toSet());
    }

    private static String pictureOf(FacebankRecord record) {
        return record.personId() + "/" + record.pictureSha256();
    }

    /** The records that another model made of the pictures of a facebank, as templates of its people. */
    static List<FacebankRecord> matched(Facebank made, Facebank enrolled, Map<String, PersonDetails> people) {
        Map<String, FacebankRecord> byPicture = new TreeMap<>();
        made.records().forEach(record -> byPicture.putIfAbsent(record.pictureSha256(), record));
        List<FacebankRecord> matched = new ArrayList<>();
        for (FacebankRecord record : enrolled.records()) {
            FacebankRecord other = byPicture.get(record.pictureSha256());
            PersonDetails details = people.get(record.personId());
            if (other != null && details != null) {
                matched.add(People.withPerson(other, record.personId(), details));
            }
        }
        return matched;
    }

    /** The people of a facebank of whom there is no record. */
    static Set<String> without(Facebank enrolled, List<FacebankRecord> records) {
        Set<String> people = new TreeSet<>();
        enrolled.records().forEach(record -> people.add(record.personId()));
        records.forEach(record -> people.remove(record.personId()));
        return people;
    }
}
