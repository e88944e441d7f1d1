package io.facestream.bench;

import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.ComposedGallery;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * An inverted file: templates are divided into cells around centres, and a probe is compared with the templates of the nearest cells only.
 * Its answer is approximate; it is here to be measured, not for the product. See Jegou, Douze, Schmid: Product quantization for nearest
 * neighbor search, 2011, section IV.
 */
final class CoarseSearch implements AutoCloseable {
    private final Gallery centres;
    private final List<Gallery> cells;

    private CoarseSearch(Gallery centres, List<Gallery> cells) {
        this.centres = centres;
        this.cells = cells;
    }

    /**
     * Divides templates by k-means on the sphere.
     *
     * @param cellCount how many centres
     * @param sample every so many templates the centres are fitted to
     */
    static CoarseSearch of(List<Template> templates, int cellCount, int sample, int rounds) {
        List<Template> fitted = new ArrayList<>();
        for (int i = 0; i < templates.size(); i += sample) {
            fitted.add(templates.get(i));
        }
        List<float[]> means = new ArrayList<>();
        for (int cell = 0; cell < cellCount; cell++) {
            means.add(
                    fitted.get((int) ((long) cell * fitted.size() / cellCount)).unit());
        }
        for (int round = 0; round < rounds; round++) {
            try (Gallery centres = centres(means)) {
                means = means(divided(fitted, centres, cellCount), means);
            }
        }
        Gallery centres = centres(means);
        List<Gallery> cells = new ArrayList<>();
        for (List<Template> members : divided(templates, centres, cellCount)) {
            cells.add(Gallery.of(members));
        }
        return new CoarseSearch(centres, cells);
    }

    private static Gallery centres(List<float[]> means) {
        List<Template> centres = new ArrayList<>();
        for (int cell = 0; cell < means.size(); cell++) {
            centres.add(new Template("", String.valueOf(cell), means.get(cell)));
        }
        return Gallery.of(centres);
    }

    private static List<List<Template>> divided(List<Template> templates, Gallery centres, int cellCount) {
        List<List<Template>> cells = new ArrayList<>();
        for (int cell = 0; cell < cellCount; cell++) {
            cells.add(new ArrayList<>());
        }
        for (Template template : templates) {
            String nearest = centres.search(template.unit(), 1).get(0).personId();
            cells.get(Integer.parseInt(nearest)).add(template);
        }
        return cells;
    }

    private static List<float[]> means(List<List<Template>> cells, List<float[]> before) {
        List<float[]> means = new ArrayList<>();
        for (int cell = 0; cell < cells.size(); cell++) {
            float[] sum = new float[before.get(cell).length];
            double squares = 0;
            for (Template member : cells.get(cell)) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += member.unit()[i];
                }
            }
            for (float value : sum) {
                squares += (double) value * value;
            }
            if (squares < 1e-6) {
                means.add(before.get(cell));
                continue;
            }
            float scale = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= scale;
            }
            means.add(sum);
        }
        return means;
    }

    /** The best of the nearest cells, best first. */
    List<Candidate> search(float[] probe, int k, int nearest) {
        return new ComposedGallery(near(probe, nearest)).search(probe, k);
    }

    /** How many vectors a search of so many cells compares the probe with, centres included. */
    int compared(float[] probe, int nearest) {
        return centres.templates()
                + near(probe, nearest).stream().mapToInt(Gallery::templates).sum();
    }

    private List<Gallery> near(float[] probe, int nearest) {
        return centres.search(probe, nearest).stream()
                .map(centre -> cells.get(Integer.parseInt(centre.personId())))
                .toList();
    }

    @Override
    public void close() {
        centres.close();
        cells.forEach(Gallery::close);
    }
}
