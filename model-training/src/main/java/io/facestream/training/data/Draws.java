package io.facestream.training.data;

import java.util.SplittableRandom;

/** Random numbers that depend on what they are for, not on when or by which thread they are drawn. */
final class Draws {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Draws() {}

    /** Numbers for one purpose: the same seed and coordinates always give the same, others give unrelated ones. */
    static SplittableRandom of(long seed, long... coordinates) {
        long mixed = mix(seed + GOLDEN);
        for (long coordinate : coordinates) {
            mixed = mix(mixed + GOLDEN * (coordinate + 1));
        }
        return new SplittableRandom(mixed);
    }

    /** The numbers 0 to size - 1 in random order. */
    static int[] permutation(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    // the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)
    private static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
