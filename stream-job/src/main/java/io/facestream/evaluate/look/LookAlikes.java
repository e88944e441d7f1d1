package io.facestream.evaluate.look;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.evaluate.VerificationScores;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.plot.HeatMap;
import io.facestream.vision.plot.layout.LeafOrder;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/** Which people of a facebank look alike: for each two of them the highest cosine of a template of one with a template of the other. */
public final class LookAlikes {
    private static final int MOST_SHOWN = 40;
    private static final int MOST_SCORES = 1_000_000;

    /** What the job takes unless it is told another. */
    private static final double FPIR = 0.01;

    /** Colours reach at least to here, so that a facebank without look-alikes looks pale. */
    private static final double LEAST_RANGE = 0.6;

    /** Two people and how alike their most alike templates are. */
    public record Pair(String person, String other, double cosine) {}

    private final List<String> people;
    private final float[][] nearest;
    private final double[] same;
    private final double[] different;

    private LookAlikes(List<String> people, float[][] nearest, double[] same, double[] different) {
        this.people = people;
        this.nearest = nearest;
        this.same = same;
        this.different = different;
    }

    /**
     * Compares everybody with everybody.
     *
     * @param progress is told now and then what share is done, from any thread
     */
    public static LookAlikes of(Facebank facebank, DoubleConsumer progress) {
        Map<String, List<float[]>> byPerson = new LinkedHashMap<>();
        for (FacebankRecord record : facebank.records()) {
            byPerson.computeIfAbsent(record.personId(), id -> new ArrayList<>()).add(record.template());
        }
        if (byPerson.size() < 2) {
            throw new UnfitInputException(
                    "facebank: " + byPerson.size() + " people (expected: at least 2, to compare them)");
        }
        List<List<float[]>> templates = List.copyOf(byPerson.values());
        int size = templates.size();
        float[][] nearest = new float[size][size];
        double[][] own = new double[size][];
        double[][] others = new double[size][];
        long pairs = (long) facebank.records().size() * (facebank.records().size() - 1) / 2;
        int every = (int) Math.max(1, pairs / MOST_SCORES);
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, size).parallel().forEach(i -> {
            Compared compared = new Compared(every);
            for (int j = 0; j <= i; j++) {
                nearest[i][j] = compared.highest(templates.get(i), templates.get(j), i == j);
            }
            own[i] = compared.same();
            others[i] = compared.different();
            // the later rows are longer
            double share = done.incrementAndGet() / (double) size;
            progress.accept(share * share);
        });
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                nearest[j][i] = nearest[i][j];
            }
        }
        return new LookAlikes(List.copyOf(byPerson.keySet()), nearest, together(own), together(others));
    }

    private static double[] together(double[][] parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The scores of one row; of pairs of two people every so many is kept. */
    private static final class Compared {
        private final List<Double> same = new ArrayList<>();
        private final List<Double> different = new ArrayList<>();
        private final int every;
        private int count;

        Compared(int every) {
            this.every = every;
        }

        float highest(List<float[]> a, List<float[]> b, boolean onePerson) {
            float highest = -1;
            for (int i = 0; i < a.size(); i++) {
                for (int j = 0; j < (onePerson ? i : b.size()); j++) {
                    float cosine = dot(a.get(i), b.get(j));
                    highest = Math.max(highest, cosine);
                    if (onePerson) {
                        same.add((double) cosine);
                    } else if (count++ % every == 0) {
                        different.add((double) cosine);
                    }
                }
            }
            return highest;
        }

        private static float dot(float[] a, float[] b) {
            float sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        double[] same() {
            return same.stream().mapToDouble(Double::doubleValue).toArray();
        }

        double[] different() {
            return different.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** How many people there are. */
    public int people() {
        return people.size();
    }

    /** The scores of templates with each other; empty if nobody has two. */
    public Optional<VerificationScores> scores() {
        return same.length == 0 || different.length == 0
                ? Optional.empty()
                : Optional.of(new VerificationScores(same, different));
    }

    /** The most alike pairs, falling. */
    public List<Pair> mostAlike(int most) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new Pair(people.get(j), people.get(i), nearest[i][j]));
                if (pairs.size() >= 8 * most + 1000) {
                    cut(pairs, most);
                }
            }
        }
        cut(pairs, most);
        return pairs;
    }

    private static void cut(List<Pair> pairs, int most) {
        pairs.sort(Comparator.comparingDouble(Pair::cosine)
                .reversed()
                .thenComparing(Pair::person)
                .thenComparing(Pair::other));
        pairs.subList(Math.min(most, pairs.size()), pairs.size()).clear();
    }

    /** How many pairs of people are so alike that one may get the other's name, at the threshold of a model's card; in words. */
    public String risk(ModelCard card) {
        if (card.thresholds().isEmpty()) {
            return "The model's card holds no threshold to compare them with.";
        }
        double threshold = MatchThresholds.of(card).at(FPIR, people.size(), 1).value();
        int above = 0;
        for (int i = 0; i < people.size(); i++) {
            for (int j = 0; j < i; j++) {
                above += nearest[i][j] >= threshold ? 1 : 0;
            }
        }
        return String.format(
                Locale.ROOT,
                "With %,d people, the threshold for a share of %.2f strangers who get a name is %.3f; %,d of %,d pairs of people"
                        + " have templates that are as alike as that.",
                people.size(),
                FPIR,
                threshold,
                above,
                (long) people.size() * (people.size() - 1) / 2);
    }

    /** At most forty people, those with the nearest others; look-alikes stand side by side. */
    public HeatMap map() {
        int[] shown = IntStream.range(0, people.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer person) -> -nearestOther(person))
                        .thenComparing(person -> person))
                .limit(MOST_SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] likeness = new double[shown.length][shown.length];
        for (int i = 0; i < shown.length; i++) {
            for (int j = 0; j < shown.length; j++) {
                likeness[i][j] = nearest[shown[i]][shown[j]];
            }
        }
        int[] order = LeafOrder.of(likeness);
        double[][] values = new double[shown.length][shown.length];
        for (int i = 0; i < shown.length; i++) {
            for (int j = 0; j < shown.length; j++) {
                values[i][j] = i == j ? Double.NaN : likeness[order[i]][order[j]];
            }
        }
        List<String> names =
                IntStream.of(order).mapToObj(i -> people.get(shown[i])).toList();
        String title = shown.length == people.size()
                ? "Who looks like whom"
                : "Who looks like whom: " + shown.length + " of " + people.size() + " people";
        double highest = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(cosine -> !Double.isNaN(cosine))
                .max()
                .orElse(0);
        double to = Math.max(LEAST_RANGE, Math.ceil(10 * highest) / 10);
        return new HeatMap(title, names, names, values, 0, to, LookAlikes::shortly);
    }

    /** Two digits, and no sign before zeros. */
    private static String shortly(double cosine) {
        return String.format(Locale.ROOT, "%.2f", Math.rint(100 * cosine) / 100 + 0.0);
    }

    private double nearestOther(int person) {
        double highest = -1;
        for (int other = 0; other < people.size(); other++) {
            if (other != person) {
                highest = Math.max(highest, nearest[person][other]);
            }
        }
        return highest;
    }
}
