package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rate that is set in the console is the one by which the running job names the next visitor. */
@Timeout(120)
class RateReachesJobIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    @Test
    void theNextVisitIsHeldAgainstTheNewThreshold() throws Exception {
        Path cameras = Files.writeString(folder.resolve("cameras.yaml"), "[]");
        Path person = Files.createDirectories(folder.resolve("people/franck"));
        Files.copy(RunInBrowser.MEDIA.resolve("franck_01829.jpg"), person.resolve("franck.jpg"));
        try (RunInBrowser run = new RunInBrowser(folder, List.of("--cameras", cameras.toString()))) {
            double before = thresholdOfNamed(run, "desk");

            ConsoleClient.json(
                    run.client().send("PUT", "api/threshold", BodyPublishers.ofString("{\"fpir\": 0.0001}"), ""));
            Thread.sleep(2_000); // as long as the page says that it may take
            Path another = Files.writeString(
                    folder.resolve("another.yaml"),
                    "- {id: later, uri: '" + RunInBrowser.MEDIA.resolve("franck.mp4") + "'}");
            Files.move(another, cameras, StandardCopyOption.REPLACE_EXISTING);

            double after = thresholdOfNamed(run, "later");
            // the card's: of three shots at a false-match rate of 0.01, and of 0.0001
            assertThat(before).isCloseTo(0.251, within(1e-3));
            assertThat(after).isCloseTo(0.4175, within(1e-3));
        }
    }

    private double thresholdOfNamed(RunInBrowser run, String camera) {
        JsonNode visits = await().atMost(SOON)
                .until(() -> run.client().get("api/visits?person=franck&camera=" + camera), found -> !found.isEmpty());
        return visits.get(0).get("threshold").asDouble();
    }
}
