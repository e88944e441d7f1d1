package io.facestream.training.data.consent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a set of consented pictures consists of, as {@code manifest.json} in it says. Of people who were left out it has numbers only.
 *
 * @param madeAt ISO 8601, UTC
 * @param facebank name of the folder or file
 * @param events name of the file
 * @param leftOutPeople how many, by reason
 * @param leftOutPictures pictures that could not be used, by reason; those of people who were left out included
 */
public record Manifest(
        int schemaVersion,
        String madeAt,
        String facebank,
        String events,
        List<Person> people,
        Map<String, Integer> leftOutPeople,
        Map<String, Integer> leftOutPictures) {
    static final String FILE = "manifest.json";
    static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Somebody who is in the set.
     *
     * @param consent what is stated
     * @param consentFrom where it is stated: {@code facebank}, or the name of a list
     * @param visits how often the events say the person was seen
     * @param lastSeenAt ISO 8601, UTC; empty if never
     * @param weight visits as a multiple of what people of the set have on average
     */
    public record Person(
            String personId,
            String consent,
            String consentFrom,
            int visits,
            String lastSeenAt,
            double weight,
            List<Crop> pictures) {
        public Person {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * A picture of the set.
     *
     * @param file within the set
     * @param sha256 of its bytes
     * @param source the facebank's picture that it was cut from
     * @param sourceSha256 of that picture's bytes
     * @param writtenAt ISO 8601, UTC
     */
    public record Crop(String file, String sha256, String source, String sourceSha256, String writtenAt) {}

    public Manifest {
        people = List.copyOf(people);
    }

    /** All pictures of the set. */
    public int pictures() {
        return people.stream().mapToInt(person -> person.pictures().size()).sum();
    }

    void write(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /** The manifest of a set. */
    public static Manifest read(Path folder) throws IOException {
        return JSON.readValue(Files.readAllBytes(folder.resolve(FILE)), Manifest.class);
    }
}
