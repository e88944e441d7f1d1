package io.facestream.training.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void roundsDoEachThingOnceInTurn() {
        List<String> done = new ArrayList<>();
        Map<String, Runnable> work = new LinkedHashMap<>();
        work.put("a", () -> done.add("a"));
        work.put("b", () -> done.add("b"));
        Turns.of(work, 3);
        assertThat(done).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void theGainIsTheMedianOfTheRoundsOwnRatios() {
        // 4 / 2, 9 / 3 and 5 / 5
        Turns turns = new Turns(Map.of(
                "ours", List.of(new Spent(2, 1), new Spent(3, 1), new Spent(5, 1)),
                "theirs", List.of(new Spent(4, 1), new Spent(9, 1), new Spent(5, 1))));
        assertThat(turns.gains("ours", "theirs", Spent::cpuSeconds)).containsExactly(2.0, 3.0, 1.0);
        assertThat(turns.gain("ours", "theirs", Spent::cpuSeconds)).isEqualTo(2);
        assertThat(turns.cpuSeconds("ours")).isEqualTo(3);
    }
}
