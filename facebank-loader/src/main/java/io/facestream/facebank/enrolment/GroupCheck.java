package io.facestream.facebank.enrolment;

import io.facestream.facebank.enrolment.LookAlikes.Pair;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares pictures with each other: those of one person, which should be alike, and those of different people, which should not.
 * A picture that its person's others contradict without a majority is refused when it is like another person; otherwise it stays, with
 * a warning.
 */
final class GroupCheck {
    private final TemplateModel model;
    private final OutlierCheck outlierCheck;
    private final LookAlikes lookAlikes;
    private final double samePerson;
    private double lookAlike;

    GroupCheck(TemplateModel model) {
        this.model = model;
        this.samePerson = model.samePerson();
        this.outlierCheck = new OutlierCheck(samePerson);
        this.lookAlikes = new LookAlikes(model.lookAlike());
    }

    /** @param outliers with the reason for each */
    record Decision(
            List<PictureCandidate> taken, Map<PictureCandidate, Refused> outliers, List<EnrolmentWarning> warnings) {}

    Decision decide(List<PictureCandidate> candidates) {
        Map<PictureCandidate, Refused> outliers = new LinkedHashMap<>();
        List<List<PictureCandidate>> disagreeing = new ArrayList<>();
        List<PictureCandidate> kept = new ArrayList<>();
        Map<String, List<PictureCandidate>> byPerson = candidates.stream()
                .collect(Collectors.groupingBy(PictureCandidate::personId, TreeMap::new, Collectors.toList()));
        for (List<PictureCandidate> pictures : byPerson.values()) {
            OutlierCheck.Split split = outlierCheck.split(pictures);
            split.outliers().forEach(outlier -> outliers.put(outlier.candidate(), refusal(outlier)));
            kept.addAll(split.kept());
            if (!split.disagreeing().isEmpty()) {
                disagreeing.add(split.disagreeing());
            }
        }
        lookAlike = model.lookAlike(byPerson.size());
        List<Pair> pairs = lookAlikes.among(kept).stream()
                .filter(pair -> pair.score() >= lookAlike)
                .toList();
        Map<String, PictureCandidate> byId =
                kept.stream().collect(Collectors.toMap(PictureCandidate::templateId, Function.identity()));
        List<EnrolmentWarning> warnings = new ArrayList<>();
        for (List<PictureCandidate> pictures : disagreeing) {
            Map<PictureCandidate, Refused> strangers = likeSomebodyElse(pictures, pairs, byId);
            if (strangers.isEmpty() || strangers.size() == pictures.size()) {
                warnings.add(disagreement(pictures));
            } else {
                outliers.putAll(strangers);
                kept.removeAll(strangers.keySet());
            }
        }
        warnings.addAll(0, lookAlikeWarnings(pairs, byId, outliers.keySet()));
        return new Decision(List.copyOf(kept), outliers, List.copyOf(warnings));
    }

    private Refused refusal(OutlierCheck.Outlier outlier) {
        return new Refused(
                PictureVerdict.OUTLIER,
                String.format(
                        Locale.ROOT,
                        "similarity to the person's other pictures: %.2f (expected: at least %.2f)",
                        outlier.similarity(),
                        samePerson));
    }

    private Map<PictureCandidate, Refused> likeSomebodyElse(
            List<PictureCandidate> pictures, List<Pair> pairs, Map<String, PictureCandidate> byId) {
        Map<PictureCandidate, Refused> strangers = new LinkedHashMap<>();
        for (PictureCandidate picture : pictures) {
            for (Pair pair : pairs) {
                if (pair.holds(picture.templateId())) {
                    PictureCandidate other = byId.get(pair.otherThan(picture.templateId()));
                    String like = String.format(
                            Locale.ROOT,
                            "unlike the person's other pictures, and %.2f like %s (expected: below %.2f)",
                            pair.score(),
                            other == null ? "another person" : other.name(),
                            lookAlike);
                    strangers.put(picture, new Refused(PictureVerdict.OUTLIER, like));
                }
            }
        }
        return strangers;
    }

    private EnrolmentWarning disagreement(List<PictureCandidate> pictures) {
        PictureCandidate first = pictures.get(0);
        double least = 1;
        for (PictureCandidate picture : pictures) {
            for (PictureCandidate other : pictures) {
                least = Math.min(least, picture.embedding().cosine(other.embedding()));
            }
        }
        String detail = String.format(
                Locale.ROOT,
                "%s: its %d pictures are unlike each other, down to %.2f (expected: at least %.2f): does one show somebody else?",
                first.personId(),
                pictures.size(),
                least,
                samePerson);
        return new EnrolmentWarning(
                EnrolmentWarning.Kind.PICTURES_DISAGREE, first.personId(), "", (float) least, detail);
    }

    /** One warning for two people, with their most similar pictures. */
    private List<EnrolmentWarning> lookAlikeWarnings(
            List<Pair> pairs, Map<String, PictureCandidate> byId, Set<PictureCandidate> refused) {
        Map<String, EnrolmentWarning> strongest = new TreeMap<>();
        for (Pair pair : pairs) {
            PictureCandidate one = byId.get(pair.templateId());
            PictureCandidate other = byId.get(pair.otherTemplateId());
            if (one != null && other != null && !refused.contains(one) && !refused.contains(other)) {
                EnrolmentWarning warning = one.personId().compareTo(other.personId()) < 0
                        ? lookAlike(one, other, pair.score())
                        : lookAlike(other, one, pair.score());
                strongest.merge(
                        warning.personId() + "/" + warning.otherPersonId(),
                        warning,
                        (a, b) -> a.score() >= b.score() ? a : b);
            }
        }
        return List.copyOf(strongest.values());
    }

    private EnrolmentWarning lookAlike(PictureCandidate one, PictureCandidate other, float score) {
        String detail = String.format(
                Locale.ROOT,
                "%s and %s: %.2f alike (expected: below %.2f): one person twice, a picture in the wrong folder, or two who may be taken for each other",
                one.name(),
                other.name(),
                score,
                lookAlike);
        return new EnrolmentWarning(EnrolmentWarning.Kind.LOOK_ALIKE, one.personId(), other.personId(), score, detail);
    }
}
