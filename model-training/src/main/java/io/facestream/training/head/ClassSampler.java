package io.facestream.training.head;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Draws the classes that batches are compared with: those in the batch, and others at random, the same for the same seed and step. */
final class ClassSampler {
    private final int[] order;
    private final int wanted;
    private final long seed;
    private final BitSet drawn;

    /** @param rate part of the classes to draw */
    ClassSampler(int classes, double rate, long seed) {
        this.order = new int[classes];
        this.wanted = Math.max(1, (int) (rate * classes));
        this.seed = seed;
        this.drawn = new BitSet(classes);
        begin(0);
    }

    /** Begins a step: forgets what was drawn, and shuffles the classes anew. */
    void begin(long step) {
        drawn.clear();
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + step);
        Arrays.setAll(order, i -> i);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[other];
            order[other] = held;
        }
    }

    /** The classes for one batch, ascending: all of the labels, and others up to the number wanted. Batches of one step get the same others. */
    long[] draw(long[] labels) {
        BitSet chosen = new BitSet(order.length);
        for (long label : labels) {
            chosen.set((int) label);
        }
        int missing = wanted - chosen.cardinality();
        for (int i = 0; missing > 0; i++) {
            if (!chosen.get(order[i])) {
                chosen.set(order[i]);
                missing--;
            }
        }
        drawn.or(chosen);
        return rows(chosen);
    }

    /** All that was drawn since the step began, ascending. */
    long[] drawn() {
        return rows(drawn);
    }

    private static long[] rows(BitSet set) {
        return set.stream().asLongStream().toArray();
    }
}
