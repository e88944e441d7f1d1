package io.facestream.facebank.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.PeopleData.Admission;
import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.facebank.enrolment.PictureFindings.Known;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a facebank and its report of what was found in each picture: every picture gets exactly one verdict. */
final class Assembly {
    private static final int TEMPLATE_ID_DIGITS = 32;

    private final TemplateModel model;
    private final EnrolmentGate gate;
    private final GroupCheck groups;

    Assembly(TemplateModel model, EnrolmentGate gate, GroupCheck groups) {
        this.model = model;
        this.gate = gate;
        this.groups = groups;
    }

    /** What is known of a folder's pictures and people. */
    record Material(FolderScan scan, Map<String, Admission> people, Map<Path, Known> findings, int analysed) {}

    /** @param beside people whose templates the folder's pictures are compared with, and who are not reported on */
    Enrolment assemble(Material material, Facebank beside) {
        List<PictureResult> results = new ArrayList<>(material.scan().refused());
        List<PictureCandidate> candidates = new ArrayList<>();
        SameBytes sameBytes = SameBytes.of(material);
        for (PersonFolder person : material.scan().people()) {
            for (ScannedFile picture : person.pictures()) {
                Optional<Refused> refusal = refusal(material, sameBytes, person, picture);
                refusal.ifPresentOrElse(
                        refused -> results.add(result(person.personId(), picture.name(), refused)),
                        () -> candidates.add(candidate(person.personId(), picture, known(material, picture))));
            }
        }
        BesideCheck others = new BesideCheck(beside);
        candidates.removeIf(candidate -> {
            Optional<Refused> same = others.refusalOf(candidate);
            same.ifPresent(refused -> results.add(result(candidate.personId(), candidate.picture(), refused)));
            return same.isPresent();
        });
        GroupCheck.Decision decision = others.decide(candidates, groups);
        decision.outliers()
                .forEach((picture, refused) -> results.add(result(picture.personId(), picture.picture(), refused)));
        decision.taken()
                .forEach(picture -> results.add(
                        new PictureResult(picture.personId(), picture.picture(), PictureVerdict.TAKEN, "")));
        results.sort(Comparator.comparing(PictureResult::personId).thenComparing(PictureResult::picture));
        List<FacebankRecord> records = decision.taken().stream()
                .map(picture -> record(picture, material.people()))
                .toList();
        Facebank facebank = Facebank.of(1, model.sha256(), model.name(), records);
        return new Enrolment(facebank, new EnrolmentReport(results, decision.warnings(), material.analysed()));
    }

    private Optional<Refused> refusal(
            Material material, SameBytes sameBytes, PersonFolder person, ScannedFile picture) {
        if (material.people().get(person.personId()) instanceof Admission.Turned turned) {
            return Optional.of(turned.refusal());
        }
        PictureFinding finding = known(material, picture).finding();
        if (finding instanceof Refused refused) {
            return Optional.of(refused);
        }
        Optional<Refused> same = sameBytes.refusalOf(person.personId(), picture);
        return same.isPresent() ? same : gate.refusalOf((Measured) finding);
    }

    private static Known known(Material material, ScannedFile picture) {
        Known known = material.findings().get(picture.path());
        if (known == null) {
            throw new IllegalStateException("no finding for " + picture.name());
        }
        return known;
    }

    private static PictureResult result(String personId, String picture, Refused refused) {
        return new PictureResult(personId, picture, refused.verdict(), refused.detail());
    }

    private PictureCandidate candidate(String personId, ScannedFile picture, Known known) {
        return new PictureCandidate(
                templateId(personId, known.sha256()), personId, picture.name(), known.sha256(), (Measured)
                        known.finding());
    }

    /** Always the same for the same person, picture and model. */
    private String templateId(String personId, String pictureSha256) {
        String all = model.sha256() + "/" + pictureSha256 + "/" + personId;
        return PictureFindings.sha256(all.getBytes(UTF_8)).substring(0, TEMPLATE_ID_DIGITS);
    }

    private FacebankRecord record(PictureCandidate picture, Map<String, Admission> people) {
        PersonData data = people.get(picture.personId()) instanceof Admission.Admitted admitted
                ? admitted.data()
                : PersonData.none(picture.personId());
        return new FacebankRecord(
                picture.templateId(),
                picture.personId(),
                data.displayName(),
                model.sha256(),
                picture.embedding().unit(),
                picture.embedding().norm(),
                picture.picture(),
                picture.sha256(),
                picture.face().quality(),
                data.purpose(),
                data.consent(),
                data.validUntilMillis(),
                data.minor(),
                data.guardianConsent(),
                data.ignored());
    }
}
