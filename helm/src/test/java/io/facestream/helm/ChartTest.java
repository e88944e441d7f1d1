package io.facestream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart as Helm renders it, without a cluster. */
class ChartTest {
    static final Path CHART = Path.of(System.getProperty("facestream.root"), "helm", "facestream");

    @Test
    void theChartIsWellFormed() {
        var result = new Helm(CHART).lint().strict().call();

        assertThat(result.getMessages()).isNotEmpty();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }
}
