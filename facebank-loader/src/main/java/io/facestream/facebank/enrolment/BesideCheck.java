package io.facestream.facebank.enrolment;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.vision.embed.Embedding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares pictures that are new with templates that are there. Nothing is decided on those, but that one may be outvoted is said. */
final class BesideCheck {
    private final List<PictureCandidate> there;
    private final Map<String, PictureCandidate> bySha256 = new HashMap<>();

    BesideCheck(Facebank beside) {
        there = beside.records().stream().map(BesideCheck::candidate).toList();
        there.forEach(candidate -> bySha256.put(candidate.sha256(), candidate));
    }

    private static PictureCandidate candidate(FacebankRecord record) {
        Measured face = new Measured(new Embedding(record.template(), record.norm()), record.quality());
        return new PictureCandidate(
                record.templateId(), record.personId(), record.picture(), record.pictureSha256(), face);
    }

    /** Why a picture may not be taken, if its bytes are there already. */
    Optional<Refused> refusalOf(PictureCandidate newcomer) {
        PictureCandidate same = bySha256.get(newcomer.sha256());
        if (same == null) {
            return Optional.empty();
        }
        boolean own = same.personId().equals(newcomer.personId());
        return Optional.of(new Refused(
                own ? PictureVerdict.REPEATED : PictureVerdict.DUPLICATE,
                "same bytes as " + same.name()
                        + (own ? " (expected: different pictures)" : " (expected: a picture of one person)")));
    }

    /** Decides on newcomers alone. */
    GroupCheck.Decision decide(List<PictureCandidate> newcomers, GroupCheck groups) {
        if (there.isEmpty()) {
            return groups.decide(newcomers);
        }
        List<PictureCandidate> all = new ArrayList<>(there);
        all.addAll(newcomers);
        GroupCheck.Decision decision = groups.decide(all);
        Set<PictureCandidate> fresh = new HashSet<>(newcomers);
        Set<String> people = newcomers.stream().map(PictureCandidate::personId).collect(Collectors.toSet());
        Map<PictureCandidate, Refused> outliers = new LinkedHashMap<>();
        List<EnrolmentWarning> warnings = new ArrayList<>();
        decision.outliers().forEach((picture, refused) -> {
            if (fresh.contains(picture)) {
                outliers.put(picture, refused);
            } else if (people.contains(picture.personId())) {
                warnings.add(outvoted(picture, refused));
            }
        });
        decision.warnings().stream()
                .filter(warning -> people.contains(warning.personId()) || people.contains(warning.otherPersonId()))
                .forEach(warnings::add);
        List<PictureCandidate> taken =
                decision.taken().stream().filter(fresh::contains).toList();
        return new GroupCheck.Decision(taken, outliers, List.copyOf(warnings));
    }

    private static EnrolmentWarning outvoted(PictureCandidate picture, Refused refused) {
        String detail = picture.name() + " would no longer count: " + refused.detail();
        return new EnrolmentWarning(EnrolmentWarning.Kind.PICTURES_DISAGREE, picture.personId(), "", Float.NaN, detail);
    }
}
