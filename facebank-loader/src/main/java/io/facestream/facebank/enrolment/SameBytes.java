package io.facestream.facebank.enrolment;

import io.facestream.facebank.enrolment.PeopleData.Admission;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.facebank.enrolment.PictureFindings.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows which pictures have the same bytes, among those of the people who may be enrolled. */
final class SameBytes {
    private final Map<String, List<Place>> placesBySha256 = new HashMap<>();
    private final Map<ScannedFile, String> sha256ByFile = new HashMap<>();

    private SameBytes() {}

    private record Place(String personId, ScannedFile picture) {
        String name() {
            return personId + "/" + picture.name();
        }
    }

    static SameBytes of(Assembly.Material material) {
        SameBytes sameBytes = new SameBytes();
        for (PersonFolder person : material.scan().people()) {
            if (material.people().get(person.personId()) instanceof Admission.Admitted) {
                for (ScannedFile picture : person.pictures()) {
                    sameBytes.add(new Place(person.personId(), picture), material.findings());
                }
            }
        }
        return sameBytes;
    }

    private void add(Place place, Map<java.nio.file.Path, Known> findings) {
        Known known = findings.get(place.picture().path());
        if (known != null && !known.sha256().isEmpty()) {
            placesBySha256
                    .computeIfAbsent(known.sha256(), sha256 -> new ArrayList<>())
                    .add(place);
            sha256ByFile.put(place.picture(), known.sha256());
        }
    }

    /** Why a picture may not be taken, if others have the same bytes; the first of a person's, by name, is not refused for another of hers. */
    Optional<Refused> refusalOf(String personId, ScannedFile picture) {
        List<Place> places = placesBySha256.getOrDefault(sha256ByFile.getOrDefault(picture, ""), List.of());
        for (Place place : places) {
            if (!place.personId().equals(personId)) {
                return Optional.of(new Refused(
                        PictureVerdict.DUPLICATE,
                        "same bytes as " + place.name() + " (expected: a picture of one person)"));
            }
        }
        if (places.isEmpty() || places.get(0).picture().name().equals(picture.name())) {
            return Optional.empty();
        }
        return Optional.of(new Refused(
                PictureVerdict.REPEATED, "same bytes as " + places.get(0).name() + " (expected: different pictures)"));
    }
}
