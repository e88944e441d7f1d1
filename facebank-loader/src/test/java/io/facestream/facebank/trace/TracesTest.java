package io.facestream.facebank.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.FacebankException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
    private static final String EVE = "p-0123456789abcdef";

    @TempDir
    private Path folder;

    private final Traces traces = new Traces(EVE);

    private Path file(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void aSavepointIsNamedByItsFolder() throws IOException {
        file("saved/one/_metadata", "");
        file("saved/one/op/state", "xxp-p-0123456789abcde p-" + EVE + "yy");
        file("saved/two/_metadata", "p-0123456789abcde");
        file("saved/job/chk-3/_metadata", EVE);
        file("saved/job/shared/17", EVE);
        assertThat(traces.inSavepoints(folder.resolve("saved")))
                .extracting(Trace::command)
                .containsExactly(
                        "rm -r " + folder.resolve("saved/job"),
                        "rm -r " + folder.resolve("saved/job/chk-3"),
                        "rm -r " + folder.resolve("saved/one"));
        assertThat(traces.inSavepoints(folder.resolve("saved/one")))
                .extracting(Trace::command)
                .containsExactly("rm -r " + folder.resolve("saved/one"));
    }

    @Test
    void theCommandForAnEventsFileLeavesTheOthersEvents() throws IOException, InterruptedException {
        Path events = file("o'ut/events.jsonl", "{\"personId\":\"" + EVE + "\"}\n{\"personId\":\"p-1\"}\n");
        file("o'ut/other.txt", EVE);
        Trace trace = traces.inEventFiles(folder).get(0);
        assertThat(trace.detail()).startsWith("1 events");
        assertThat(new ProcessBuilder("sh", "-c", trace.command()).start().waitFor())
                .isZero();
        assertThat(events).hasContent("{\"personId\":\"p-1\"}\n");
        assertThat(traces.inEventFiles(events)).isEmpty();
    }

    @Test
    void aVideoIsToldByTheEventsBesideIt() throws IOException {
        file("a/events.jsonl", "{\"cameraId\":\"door\",\"topK\":[{\"personId\":\"" + EVE + "\"}]}\n");
        file("a/door.annotated.mp4", "");
        file("a/doorway.annotated.mp4", "");
        file("b/yard.mp4", "");
        assertThat(traces.inVideos(folder))
                .extracting(Trace::place, Trace::detail)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                folder.resolve("a/door.annotated.mp4").toString(), "1 events name " + EVE + " on it"),
                        org.assertj.core.groups.Tuple.tuple(
                                folder.resolve("b/yard.mp4").toString(),
                                "no events.jsonl beside it says who is on it"));
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> traces.inSavepoints(missing))
                .isInstanceOf(FacebankException.class)
                .hasMessage("--savepoints: " + missing + " (expected: a folder)");
    }
}
