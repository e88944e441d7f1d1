package io.facestream.training.generate;

import java.util.random.RandomGenerator;

/** Draws from ranges. */
record Chance(RandomGenerator random) {
    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** From -most to most. */
    double upTo(double most) {
        return between(-most, most);
    }

    boolean in(double share) {
        return random.nextDouble() < share;
    }
}
