package io.facestream.training.data.consent;

import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.PersonGrounds;
import io.facestream.training.TrainingException;
import io.facestream.training.data.SinkPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A person of a facebank with the pictures that could be learned from.
 *
 * @param consent what the facebank states; empty where it states nothing
 * @param ignored whether the person is to be left out everywhere
 * @param refusal why the person may not be enrolled, if so
 */
record Enrolled(
        String personId, String consent, boolean ignored, Optional<String> refusal, List<EnrolledPicture> pictures) {
    Enrolled {
        pictures = List.copyOf(pictures);
    }

    /**
     * A picture file.
     *
     * @param sha256 that its bytes must have, if that is known
     */
    record EnrolledPicture(Path file, Optional<String> sha256) {}

    /**
     * The people of a facebank, by id.
     *
     * @param facebank a folder, or a facebank file
     * @param pictures the folder that a facebank file was made of
     */
    static List<Enrolled> of(Path facebank, @Nullable Path pictures, Clock clock) {
        if (Files.isDirectory(facebank)) {
            return PersonGrounds.of(facebank, clock).stream()
                    .map(person -> new Enrolled(
                            person.personId(),
                            person.consent(),
                            person.ignored(),
                            person.refusal(),
                            person.pictures().stream()
                                    .map(file -> new EnrolledPicture(file, Optional.empty()))
                                    .toList()))
                    .toList();
        }
        if (pictures == null) {
            throw new TrainingException("facebank: " + facebank
                    + " has no pictures in it (expected: a folder, or --pictures with the folder that it was made of)");
        }
        return ofRecords(FacebankFile.read(facebank).records(), pictures, clock);
    }

    private static List<Enrolled> ofRecords(List<FacebankRecord> records, Path folder, Clock clock) {
        Map<String, List<FacebankRecord>> byPerson = new TreeMap<>();
        for (FacebankRecord record : records) {
            byPerson.computeIfAbsent(record.personId(), id -> new ArrayList<>()).add(record);
        }
        List<Enrolled> people = new ArrayList<>();
        byPerson.forEach((personId, theirs) -> {
            FacebankRecord first = theirs.get(0);
            boolean expired = theirs.stream().anyMatch(record -> !record.validAt(clock.millis()));
            boolean unlike =
                    theirs.stream().anyMatch(record -> !record.consent().equals(first.consent()));
            people.add(new Enrolled(
                    personId,
                    unlike ? "" : first.consent(),
                    theirs.stream().anyMatch(FacebankRecord::ignored),
                    expired ? Optional.of("validUntil: past (expected: a time to come)") : Optional.empty(),
                    theirs.stream().map(record -> picture(record, folder)).toList()));
        });
        return people;
    }

    private static EnrolledPicture picture(FacebankRecord record, Path folder) {
        SinkPicture.requireName("picture", record.picture());
        return new EnrolledPicture(
                folder.resolve(record.personId()).resolve(record.picture()), Optional.of(record.pictureSha256()));
    }
}
