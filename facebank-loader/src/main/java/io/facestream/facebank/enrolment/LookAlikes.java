package io.facestream.facebank.enrolment;

import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds pictures of different people that are too much alike. What was compared before is remembered: a picture that is added costs
 * one search, not all pairs. One thread.
 */
final class LookAlikes {
    /** People that are looked at for each picture; who is like more than this many others is found through them. */
    private static final int NEAREST = 8;

    private final double threshold;
    private final Set<String> compared = new HashSet<>();
    private List<Pair> pairs = List.of();

    /** @param threshold cosine from which two people are too much alike */
    LookAlikes(double threshold) {
        this.threshold = threshold;
    }

    /** Two templates of different people. */
    record Pair(String templateId, String otherTemplateId, float score) {
        boolean holds(String id) {
            return templateId.equals(id) || otherTemplateId.equals(id);
        }

        String otherThan(String id) {
            return templateId.equals(id) ? otherTemplateId : templateId;
        }
    }

    /** Pairs at or above the threshold, each once. */
    List<Pair> among(List<PictureCandidate> pictures) {
        Map<String, PictureCandidate> byId = new HashMap<>();
        pictures.forEach(picture -> byId.put(picture.templateId(), picture));
        compared.retainAll(byId.keySet());
        List<Pair> all = pairs.stream()
                .filter(pair -> byId.containsKey(pair.templateId()) && byId.containsKey(pair.otherTemplateId()))
                .collect(Collectors.toCollection(ArrayList::new));
        List<PictureCandidate> added = pictures.stream()
                .filter(picture -> !compared.contains(picture.templateId()))
                .toList();
        if (!added.isEmpty()) {
            all.addAll(search(added, pictures));
            compared.addAll(byId.keySet());
        }
        pairs = List.copyOf(all);
        return pairs;
    }

    private List<Pair> search(List<PictureCandidate> added, List<PictureCandidate> pictures) {
        List<Template> templates = pictures.stream()
                .map(picture -> new Template(
                        picture.templateId(),
                        picture.personId(),
                        picture.embedding().unit()))
                .toList();
        Map<String, Pair> found = new HashMap<>();
        try (Gallery gallery = Gallery.of(templates)) {
            for (PictureCandidate probe : added) {
                for (Candidate near : gallery.search(probe.embedding().unit(), NEAREST + 1)) {
                    if (!near.personId().equals(probe.personId()) && near.score() >= threshold) {
                        Pair pair = ordered(probe.templateId(), near.templateId(), near.score());
                        found.put(pair.templateId() + pair.otherTemplateId(), pair);
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static Pair ordered(String id, String other, float score) {
        return id.compareTo(other) < 0 ? new Pair(id, other, score) : new Pair(other, id, score);
    }
}
