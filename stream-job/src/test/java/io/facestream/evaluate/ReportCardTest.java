package io.facestream.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCardTest {
    @TempDir
    private Path folder;

    @Test
    void aPageThatIsNotThereIsBegun() throws IOException {
        Path page = folder.resolve("docs/card.md");

        new ReportCard(page, "video-scenes").write("figures\n");

        assertThat(page).hasContent("""
                # Report card

                ## Video scenes

                <!-- begin video-scenes -->

                figures

                <!-- end video-scenes -->
                """);
    }

    @Test
    void onlyTheOwnPartIsReplaced() throws IOException {
        Path page = folder.resolve("card.md");
        new ReportCard(page, "video").write("old");
        new ReportCard(page, "verification").write("others");
        Files.writeString(page, "before\n" + Files.readString(page).replace("## Video", "## Cameras") + "after\n");
        String before = Files.readString(page);

        new ReportCard(page, "video").write("new");

        assertThat(page).hasContent(before.replace("old", "new"));
        assertThat(Files.readString(page))
                .contains("others", "## Cameras", "new")
                .startsWith("before\n")
                .endsWith("after\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void commentsThatAreNotInOrderAreRefusedAndThePageStays() throws IOException {
        Path page = Files.writeString(folder.resolve("card.md"), "<!-- end video -->\n<!-- begin video -->\n");

        assertThatThrownBy(() -> new ReportCard(page, "video").write("new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its comments of the part video are not in order (expected:");
        assertThat(page).hasContent("<!-- end video -->\n<!-- begin video -->\n");

        Files.writeString(page, "<!-- begin video -->\n");
        assertThatThrownBy(() -> new ReportCard(page, "video").check()).isInstanceOf(IOException.class);
    }

    @Test
    void aPartsNameIsAWord() {
        assertThatThrownBy(() -> new ReportCard(folder, "a b"))
                .hasMessage("part: a b (expected: letters, digits and -)");
    }
}
