package io.facestream.facebank.enrolment;

import io.facestream.facebank.enrolment.PictureFinding.Refused;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is written about the people of a folder; files that have not changed are not read again. One thread. */
final class PeopleData {
    private final Clock clock;
    private Map<Path, Read> memory = new HashMap<>();

    PeopleData(Clock clock) {
        this.clock = clock;
    }

    /** Whether a person may be enrolled, and what is written about those who may. */
    sealed interface Admission {
        record Admitted(PersonData data) implements Admission {}

        record Turned(Refused refusal) implements Admission {}
    }

    private record Read(FileStamp stamp, Admission admission) {}

    /** By person id. */
    Map<String, Admission> of(List<PersonFolder> people) {
        Map<Path, Read> kept = new HashMap<>();
        Map<String, Admission> admissions = new HashMap<>();
        for (PersonFolder person : people) {
            admissions.put(person.personId(), inTime(read(person, kept)));
        }
        memory = kept;
        return admissions;
    }

    private Admission read(PersonFolder person, Map<Path, Read> kept) {
        if (person.data().isEmpty()) {
            return new Admission.Admitted(PersonData.none(person.personId()));
        }
        if (person.data().size() > 1) {
            List<String> names = person.data().stream().map(ScannedFile::name).toList();
            return turned(String.join(" and ", names) + " (expected: one file about the person)");
        }
        ScannedFile file = person.data().get(0);
        Read known = memory.get(file.path());
        Read read = known != null && known.stamp().equals(file.stamp())
                ? known
                : new Read(file.stamp(), parse(person.personId(), file));
        kept.put(file.path(), read);
        return read.admission();
    }

    private static Admission parse(String personId, ScannedFile file) {
        try {
            return new Admission.Admitted(PersonDataReader.read(personId, file));
        } catch (IllegalArgumentException e) {
            return turned(String.valueOf(e.getMessage()));
        }
    }

    private Admission inTime(Admission admission) {
        if (admission instanceof Admission.Admitted admitted) {
            var refusal = admitted.data().refusalAt(clock.instant());
            return refusal.<Admission>map(Admission.Turned::new).orElse(admission);
        }
        return admission;
    }

    private static Admission turned(String detail) {
        return new Admission.Turned(new Refused(PictureVerdict.PERSON_DATA, detail));
    }
}
