package io.facestream.training.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassSamplerTest {
    @Test
    void drawsTheLabelsAndOthersUpToTheRate() {
        ClassSampler sampler = new ClassSampler(100, 0.1, 1);
        long[] drawn = sampler.draw(new long[] {42, 7, 42});
        assertThat(drawn).hasSize(10).contains(7, 42).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void neverLeavesALabelOut() {
        ClassSampler sampler = new ClassSampler(100, 0.02, 1);
        assertThat(sampler.draw(new long[] {5, 4, 3})).containsExactly(3, 4, 5);
    }

    @Test
    void drawsTheSameForTheSameSeedAndStepOnly() {
        long[] drawn = at(9, 3);
        assertThat(at(9, 3)).isEqualTo(drawn);
        assertThat(at(9, 4)).isNotEqualTo(drawn);
        assertThat(at(10, 3)).isNotEqualTo(drawn);
    }

    private static long[] at(long seed, long step) {
        ClassSampler sampler = new ClassSampler(1000, 0.05, seed);
        sampler.begin(1);
        sampler.draw(new long[] {1});
        sampler.begin(step);
        return sampler.draw(new long[] {500});
    }

    @Test
    void drawsEveryClassSoonerOrLater() {
        ClassSampler sampler = new ClassSampler(50, 0.1, 2);
        Set<Long> seen = new HashSet<>();
        for (int step = 0; step < 200; step++) {
            sampler.begin(step);
            Arrays.stream(sampler.draw(new long[] {0})).forEach(seen::add);
        }
        assertThat(seen).hasSize(50);
    }

    @Test
    void remembersAllThatTheBatchesOfAStepDrew() {
        ClassSampler sampler = new ClassSampler(1000, 0.004, 3);
        long[] first = sampler.draw(new long[] {10, 20});
        long[] second = sampler.draw(new long[] {30, 40});
        assertThat(sampler.drawn()).contains(first).contains(second).isSorted().doesNotHaveDuplicates();
        sampler.begin(1);
        assertThat(sampler.drawn()).isEmpty();
    }
}
