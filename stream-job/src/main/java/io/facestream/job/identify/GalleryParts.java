package io.facestream.job.identify;

import io.facestream.job.facebank.VectorOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A slot's people, divided by a hash of their ids, so that a change costs the parts that it touches. How many parts there are follows from
 * the number of people alone: slots with the same facebank have the same parts. One thread.
 */
final class GalleryParts implements AutoCloseable {
    /** A part is some 2 MB at 512 dimensions: made in milliseconds, and large enough for a search to cost what it does in one piece. */
    static final int PEOPLE_A_PART = 1024;

    private List<GalleryPart> parts = List.of(new GalleryPart());

    /** Brings the parts up to date with the catalog. */
    void refresh(
            PeopleCatalog catalog,
            Set<String> touched,
            VectorOpener vectors,
            String modelId,
            int dimension,
            long atMillis) {
        int wanted = partsFor(catalog.size());
        List<GalleryPart> before = List.of();
        if (wanted == parts.size()) {
            touched.forEach(personId -> partOf(personId).touch(personId));
        } else {
            before = parts;
            parts = new ArrayList<>(wanted);
            for (int i = 0; i < wanted; i++) {
                parts.add(new GalleryPart());
            }
            catalog.everybody().forEach(personId -> partOf(personId).touch(personId));
        }
        for (GalleryPart part : parts) {
            part.refresh(catalog, vectors, modelId, dimension, atMillis);
        }
        before.forEach(GalleryPart::close);
    }

    private static int partsFor(int people) {
        int parts = 1;
        while ((long) parts * PEOPLE_A_PART < people) {
            parts *= 2;
        }
        return parts;
    }

    private GalleryPart partOf(String personId) {
        int hash = personId.hashCode() * 0x9E3779B9; // ids that count upwards spread too
        return parts.get((hash >>> 8) & (parts.size() - 1));
    }

    List<GalleryPart> all() {
        return parts;
    }

    @Override
    public void close() {
        parts.forEach(GalleryPart::close);
        parts = List.of(new GalleryPart());
    }
}
