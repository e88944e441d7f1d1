package io.facestream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.cli.Facestream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityTest {
    private static final Path DOCS = Path.of(System.getProperty("facestream.root"), "docs");
    private static final Path MEASURED = DOCS.resolve("measured");

    @TempDir
    private Path folder;

    @Test
    void thePageSaysWhatTheMeasuredFiguresGive() throws Exception {
        Path page = Files.copy(DOCS.resolve("scale.md"), folder.resolve("scale.md"));
        StringWriter printed = new StringWriter();
        int code = Facestream.commandLine()
                .setOut(new PrintWriter(printed))
                .execute(
                        "bench",
                        "capacity",
                        "--costs",
                        MEASURED.toString(),
                        "--report",
                        page.toString(),
                        "--out",
                        folder.toString());

        assertThat(code).isZero();
        assertThat(printed.toString()).contains("| cores: detect |");
        assertThat(page).hasSameTextualContentAs(DOCS.resolve("scale.md"));
        for (String figure : List.of("scale-cores.svg", "scale-match.svg")) {
            assertThat(folder.resolve("figures").resolve(figure))
                    .hasSameTextualContentAs(DOCS.resolve("figures").resolve(figure));
        }
    }

    @Test
    void whatGrowsInProportionIsTakenInProportion() throws IOException {
        CapacityPlan plan = new CapacityPlan(MeasuredCosts.read(MEASURED), 60, 0.5);
        double frames = 1000 / 0.120;

        assertThat(plan.framesASecond(1_000)).isCloseTo(frames, within(1.0));
        assertThat(plan.detectCores(1_000)).isCloseTo(frames * plan.costs().detectMillis() / 1000 / 0.5, within(1e-6));
        assertThat(plan.cores(2_000)).isCloseTo(2 * plan.cores(1_000), within(1e-6));
        assertThat(plan.costs().matchMillis(1e8)).isCloseTo(100 * plan.costs().matchMillis(1e6), within(1e-6));
        assertThat(plan.jobs(1e6)).isGreaterThan(1);
        assertThat(plan.shards(1e6)).isEqualTo(5);
    }

    @Test
    void numbersHaveTheDigitsThatCount() {
        assertThat(CapacityPage.number(123_456)).isEqualTo("120,000");
        assertThat(CapacityPage.number(98.7)).isEqualTo("99");
        assertThat(CapacityPage.number(3.14159)).isEqualTo("3.1");
        assertThat(CapacityPage.number(0.001234)).isEqualTo("0.0012");
    }
}
