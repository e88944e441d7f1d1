package io.facestream.vision.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * All templates of a facebank, ready to be searched. Immutable; many threads may search at once. Search is exact: a person's score
 * is the best cosine of the probe with any of the person's templates. The vectors are held once, as the search lays them out; those
 * that were given are not kept.
 */
public final class Gallery implements AutoCloseable {
    /** Scores are compared after rounding to this, so that no way of summing floats changes an answer. */
    private static final double ROUNDING = 1e-4;

    private final String[] personIds;
    private final String[] templateIds;
    /** Number of the person of each template; persons are numbered in the order of their ids, and lie side by side. */
    private final int[] personOf;

    private final int people;
    private final int dimension;
    private final GalleryPath path;
    private final TemplateScan scan;
    private final ConcurrentLinkedQueue<float[]> scratch = new ConcurrentLinkedQueue<>();
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private Gallery(List<Template> templates, GalleryPath path) {
        List<Template> ordered = templates.stream()
                .sorted(Comparator.comparing(Template::personId).thenComparing(Template::templateId))
                .toList();
        this.dimension = ordered.isEmpty() ? 0 : ordered.get(0).unit().length;
        this.personIds = new String[ordered.size()];
        this.templateIds = new String[ordered.size()];
        this.personOf = new int[ordered.size()];
        int person = -1;
        for (int i = 0; i < personOf.length; i++) {
            Template template = ordered.get(i);
            check(template);
            if (i == 0 || !template.personId().equals(personIds[i - 1])) {
                person++;
            }
            personIds[i] = template.personId();
            templateIds[i] = template.templateId();
            personOf[i] = person;
        }
        this.people = person + 1;
        this.path = path;
        this.scan = path.open(ordered, dimension);
    }

    /** A gallery of the templates, in any order; none is fine. */
    public static Gallery of(List<Template> templates) {
        return of(templates, GalleryPath.choose(templates.size()));
    }

    static Gallery of(List<Template> templates, GalleryPath path) {
        return new Gallery(templates, path);
    }

    private void check(Template template) {
        if (template.unit().length != dimension) {
            throw new IllegalArgumentException("template " + template.templateId() + ": dimension "
                    + template.unit().length + " (expected: " + dimension + ", as the others)");
        }
        double squares = 0;
        for (float value : template.unit()) {
            squares += (double) value * value;
        }
        if (!(Math.abs(squares - 1) < 1e-3)) {
            throw new IllegalArgumentException("template " + template.templateId() + ": length " + Math.sqrt(squares)
                    + " (expected: 1, normalised)");
        }
    }

    /**
     * The people who look most like the probe, best first, at most {@code k}, each with the best of their templates. Equal scores
     * are ordered by personId, then templateId.
     *
     * @param unitProbe L2-normalised, of the templates' dimension
     */
    public List<Candidate> search(float[] unitProbe, int k) {
        if (templateIds.length == 0 || k < 1) {
            return List.of();
        }
        if (unitProbe.length != dimension) {
            throw new IllegalArgumentException(
                    "probe: dimension " + unitProbe.length + " (expected: " + dimension + ", as the gallery)");
        }
        float[] borrowed = scratch.poll();
        float[] scores = borrowed == null ? new float[templateIds.length] : borrowed;
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("gallery: closed");
            }
            scan.scores(unitProbe, scores);
            return best(unitProbe, scores, k);
        } finally {
            closing.readLock().unlock();
            scratch.add(scores);
        }
    }

    /** What might be among the best k is computed again exactly, so the quick scan's rounding decides nothing. */
    private List<Candidate> best(float[] probe, float[] scores, int k) {
        double floor = TopPeople.kthBest(scores, personOf, Math.min(k, people)) - 2 * ROUNDING;
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < floor) {
                continue;
            }
            Candidate candidate = new Candidate(personIds[i], templateIds[i], rounded(scan.exact(i, probe)));
            int last = candidates.size() - 1;
            if (last < 0 || !candidates.get(last).personId().equals(candidate.personId())) {
                candidates.add(candidate);
            } else if (candidate.score() > candidates.get(last).score()) {
                candidates.set(last, candidate);
            }
        }
        // stable, and persons come in the order of their ids
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return List.copyOf(candidates.subList(0, Math.min(k, candidates.size())));
    }

    private static float rounded(double cosine) {
        return (float) (Math.round(cosine / ROUNDING) * ROUNDING);
    }

    public int people() {
        return people;
    }

    public int templates() {
        return templateIds.length;
    }

    /** Length of the vectors, 0 if the gallery is empty. */
    public int dimension() {
        return dimension;
    }

    /** How it is searched, in words. */
    public String path() {
        return path.describe();
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                scan.close();
            }
        } finally {
            closing.writeLock().unlock();
        }
    }
}
