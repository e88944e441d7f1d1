package io.facestream.facebank.enrolment;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.enrolment.PeopleData.Admission;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * On what grounds the pictures of a person in a facebank's folder may be used, as {@code person.json} or {@code person.yaml} states it.
 *
 * @param displayName what is shown to people; the id where nothing else is stated or readable
 * @param consent what is stated of the person's consent; empty where nothing is
 * @param ignored whether the person is only recognised in order to be left out
 * @param refusal why the person may not even be enrolled, if so
 * @param pictures files without symbolic links, by name
 */
public record PersonGrounds(
        String personId,
        String displayName,
        String consent,
        boolean ignored,
        Optional<String> refusal,
        List<Path> pictures) {
    public PersonGrounds {
        pictures = List.copyOf(pictures);
    }

    /** Of all people of a folder, by id.
     *
     * @throws FacebankException when there is no such folder
     */
    public static List<PersonGrounds> of(Path folder, Clock clock) {
        List<PersonFolder> people = FolderScan.of(folder).people();
        Map<String, Admission> admissions = new PeopleData(clock).of(people);
        List<PersonGrounds> grounds = new ArrayList<>();
        for (PersonFolder person : people) {
            List<Path> pictures =
                    person.pictures().stream().map(ScannedFile::path).toList();
            Admission admission = admissions.get(person.personId());
            if (admission instanceof Admission.Admitted admitted) {
                PersonData data = admitted.data();
                grounds.add(new PersonGrounds(
                        person.personId(),
                        data.displayName(),
                        data.consent(),
                        data.ignored(),
                        Optional.empty(),
                        pictures));
            } else if (admission instanceof Admission.Turned turned) {
                String why = turned.refusal().detail();
                grounds.add(
                        new PersonGrounds(person.personId(), person.personId(), "", false, Optional.of(why), pictures));
            }
        }
        return grounds;
    }
}
