package io.facestream.evaluate.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneFolderTest {
    private static final String TRUTH = "{\"id\": \"anna\", \"t0\": 0, \"t1\": 2, \"rect\": [0, 0, 10, 10]}\n";

    @TempDir
    private Path folder;

    @Test
    void aVideoWithItsTruthIsAScene() throws IOException {
        video("door.mp4");
        truth("door", TRUTH);
        Files.writeString(folder.resolve("door.json"), "{}");

        SceneFolder scenes = SceneFolder.read(folder);

        assertThat(scenes.problems()).isEmpty();
        assertThat(scenes.scenes()).singleElement().satisfies(scene -> {
            assertThat(scene.name()).isEqualTo("door");
            assertThat(scene.truth().passages()).hasSize(1);
        });
    }

    @Test
    void whatHasNoPartnerOrADamagedTruthIsListedAndTheRestGoesOn() throws IOException {
        video("door.mp4");
        truth("door", TRUTH);
        video("alone.webm");
        truth("gone", TRUTH);
        video("broken.mp4");
        truth("broken", TRUTH + "{\"id\": \"bert\", \"t0\": 0, \"t1\": 2, \"rect\": [0, 0, 10]}\n");
        video("a door.mp4");
        truth("a door", TRUTH);

        SceneFolder scenes = SceneFolder.read(folder);

        assertThat(scenes.scenes()).extracting(Scene::name).containsExactly("door");
        assertThat(scenes.problems())
                .containsExactly(
                        folder.resolve("a door.mp4") + ": left out (expected: a name of letters, digits and . _ -)",
                        folder.resolve("alone.webm") + ": no truth (expected: alone.gt.jsonl beside it)",
                        folder.resolve("broken.gt.jsonl")
                                + ":2: rect: [0,0,10] (expected: [x, y, width, height] in pixels)",
                        folder.resolve("gone.gt.jsonl") + ": no video (expected: a video of this name beside it)");
    }

    @Test
    void oneTruthIsOfOneVideo() throws IOException {
        video("door.mkv");
        video("door.mp4");
        truth("door", TRUTH);

        SceneFolder scenes = SceneFolder.read(folder);

        assertThat(scenes.scenes()).extracting(Scene::video).containsExactly(folder.resolve("door.mkv"));
        assertThat(scenes.problems()).singleElement().asString().contains("door.mp4", "door.mkv is another");
    }

    @Test
    void aFolderWithoutScenesIsRefused() {
        assertThatThrownBy(() -> SceneFolder.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": no scene (expected: NAME.mp4 with NAME.gt.jsonl beside it)");
        assertThatThrownBy(() -> SceneFolder.read(folder.resolve("none"))).isInstanceOf(NotDirectoryException.class);
    }

    private void video(String name) throws IOException {
        Files.writeString(folder.resolve(name), "a video");
    }

    private void truth(String name, String lines) throws IOException {
        Files.writeString(folder.resolve(name + ".gt.jsonl"), lines);
    }
}
