package io.facestream.evaluate.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.evaluate.pictures.PredictionPlan.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionPlanTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    @Test
    void aFoldersCopiesLieAsItsPicturesDoAndNoTwoAreOne() throws IOException {
        for (String name : new String[] {
            "in/a.jpg", "in/a.JPG", "in/deep/b.png", "in/c.webp", "in/d.mp4", "in/e.txt", "in/.f/g.jpg", "in/.h.jpg"
        }) {
            file(name);
        }
        file("in/out/old.annotated.jpg");
        Path in = folder.resolve("in");
        Path out = in.resolve("out");

        PredictionPlan plan = PredictionPlan.of(in, out);

        assertThat(plan.pictures())
                .extracting(Copy::name, copy -> out.relativize(copy.copy()).toString())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("a.JPG", "a.annotated.JPG"),
                        org.assertj.core.api.Assertions.tuple("a.jpg", "a.annotated.jpg"),
                        org.assertj.core.api.Assertions.tuple("c.webp", "c.webp.annotated.jpg"),
                        org.assertj.core.api.Assertions.tuple("deep/b.png", "deep/b.annotated.png"));
        assertThat(plan.videos()).containsExactly(in.resolve("d.mp4"));
        assertThat(plan.videoFolder()).isEqualTo(out);
    }

    @Test
    void theCopyOfOneFileIsNamedAsAskedOrPutIntoTheFolder() throws IOException {
        Path picture = file("a.jpg");
        Path video = file("v.mp4");
        Path there = Files.createDirectory(folder.resolve("there.jpg"));

        assertThat(copy(picture, folder.resolve("b.png"))).isEqualTo(folder.resolve("b.png"));
        assertThat(copy(picture, folder.resolve("new"))).isEqualTo(folder.resolve("new/a.annotated.jpg"));
        assertThat(copy(picture, there)).isEqualTo(there.resolve("a.annotated.jpg"));
        assertThat(PredictionPlan.of(video, folder.resolve("w.mp4")).videoFile())
                .isEqualTo("w.mp4");
        assertThat(PredictionPlan.of(video, folder.resolve("w")).videoFile()).isEmpty();
    }

    @Test
    void theOriginalsAreSafe() throws IOException {
        Path picture = file("a.jpg");
        assertThatThrownBy(() -> PredictionPlan.of(picture, folder.resolve("./a.jpg")))
                .hasMessageContaining("is what is to be annotated");
        assertThatThrownBy(() -> PredictionPlan.of(folder, folder)).hasMessageContaining("is what is to be annotated");
        assertThatThrownBy(() -> PredictionPlan.of(folder, picture)).hasMessageContaining("expected: a folder");
        assertThatThrownBy(() -> PredictionPlan.of(folder.resolve("gone.jpg"), folder))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static Path copy(Path input, Path out) throws IOException {
        return PredictionPlan.of(input, out).pictures().get(0).copy();
    }
}
