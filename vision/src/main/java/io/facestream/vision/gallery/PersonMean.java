package io.facestream.vision.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one place that defines a person's score: the cosine of the probe with the normalised mean of the person's templates.
 *
 * <p>With the best template instead, whoever has more pictures is named by mistake more often (for a false-match rate of 1e-5 the
 * threshold rises from 0.476 with one picture to 0.517 with four and more), so that no one table of thresholds would hold for all; with
 * the mean it stays within 0.015, and more people are found at the same rate. The model card's table is measured on this definition.
 */
public final class PersonMean {
    private PersonMean() {}

    /**
     * One template a person, in the order of the people's ids; its id is the person's.
     *
     * @param templates in any order, all of one dimension
     */
    public static List<Template> of(Iterable<Template> templates) {
        Map<String, List<Template>> people = new TreeMap<>();
        templates.forEach(template -> people.computeIfAbsent(template.personId(), id -> new ArrayList<>())
                .add(template));
        List<Template> means = new ArrayList<>(people.size());
        people.forEach((person, own) -> means.add(new Template(person, person, mean(own))));
        return means;
    }

    /** Summed in the order of the templates' ids and in double precision, so that every machine gets the same mean. */
    private static float[] mean(List<Template> own) {
        if (own.size() == 1) {
            return own.get(0).unit();
        }
        List<Template> ordered = new ArrayList<>(own);
        ordered.sort(Comparator.comparing(Template::templateId));
        int dimension = ordered.get(0).unit().length;
        double[] sum = new double[dimension];
        for (Template template : ordered) {
            if (template.unit().length != dimension) {
                throw new IllegalArgumentException("template " + template.templateId() + ": dimension "
                        + template.unit().length + " (expected: " + dimension + ", as the others)");
            }
            for (int i = 0; i < dimension; i++) {
                sum[i] += template.unit()[i];
            }
        }
        return normalised(sum, ordered.get(0));
    }

    private static float[] normalised(double[] sum, Template first) {
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        if (squares < 1e-6) {
            // Templates that cancel each other out are not one person's; one of them is better than a direction made of
            // noise.
            return first.unit();
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return unit;
    }
}
