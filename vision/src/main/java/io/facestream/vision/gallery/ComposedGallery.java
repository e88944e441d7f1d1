package io.facestream.vision.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several galleries searched as one, so that a change of a large facebank makes only the parts anew that it touches. All templates of a
 * person lie in one part. The answer is that of a single gallery of all templates, to the bit. Immutable; many threads may search at once.
 * Whoever made the parts closes them.
 */
public final class ComposedGallery {
    /** As within a gallery: the best first, and equal ones by their ids. */
    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(Candidate::personId)
            .thenComparing(Candidate::templateId);

    private final List<Gallery> parts;
    private final int people;
    private final int templates;

    /** @param parts in any order, none of them closed before this is no longer used; none is fine */
    public ComposedGallery(List<Gallery> parts) {
        this.parts = List.copyOf(parts);
        this.people = parts.stream().mapToInt(Gallery::people).sum();
        this.templates = parts.stream().mapToInt(Gallery::templates).sum();
    }

    /**
     * The people who look most like the probe, best first, at most {@code k}, each with the best of their templates. Equal scores
     * are ordered by personId.
     *
     * @param unitProbe L2-normalised, of the templates' dimension
     */
    public List<Candidate> search(float[] unitProbe, int k) {
        if (parts.size() == 1) {
            return parts.get(0).search(unitProbe, k);
        }
        List<Candidate> best = new ArrayList<>();
        for (Gallery part : parts) {
            best.addAll(part.search(unitProbe, k));
        }
        best.sort(BEST_FIRST);
        return List.copyOf(best.subList(0, Math.min(Math.max(k, 0), best.size())));
    }

    public int people() {
        return people;
    }

    public int templates() {
        return templates;
    }
}
