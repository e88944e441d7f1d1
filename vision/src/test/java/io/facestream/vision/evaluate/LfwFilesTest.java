package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfwFilesTest {
    @TempDir
    private Path folder;

    @Test
    void pairsAreReadByFold() throws IOException {
        Path file = written("2\t1\nAnn_A\t1\t12\nAnn_A\t2\tBob\t3\nCy\t4\t5\nCy\t1\tAnn_A\t1\n");
        assertThat(LfwPairs.read(file).folds())
                .containsExactly(
                        List.of(
                                new PicturePair("Ann_A/Ann_A_0001.jpg", "Ann_A/Ann_A_0012.jpg", true),
                                new PicturePair("Ann_A/Ann_A_0002.jpg", "Bob/Bob_0003.jpg", false)),
                        List.of(
                                new PicturePair("Cy/Cy_0004.jpg", "Cy/Cy_0005.jpg", true),
                                new PicturePair("Cy/Cy_0001.jpg", "Ann_A/Ann_A_0001.jpg", false)));
    }

    @Test
    void aNumberAloneAtTheTopIsOneFold() throws IOException {
        assertThat(LfwPairs.read(written("1\nAnn\t1\t2\nAnn\t2\tBob\t3\n")).folds())
                .hasSize(1);
    }

    @Test
    void aListThatEndsEarlyIsRefused() throws IOException {
        Path file = written("1\t2\nAnn\t1\t2\nAnn\t2\tBob\t3\n");
        assertThatThrownBy(() -> LfwPairs.read(file))
                .isInstanceOf(ProtocolRefusedException.class)
                .hasMessage(file + ": 2 pairs (expected: 1 folds of 4, as its first line says)");
    }

    @Test
    void aLineOfTheWrongKindIsNamed() throws IOException {
        Path file = written("1\nAnn\t1\tBob\t2\nAnn\t2\tBob\t3\n");
        assertThatThrownBy(() -> LfwPairs.read(file))
                .hasMessage(file + ":2: \"Ann\t1\tBob\t2\" (expected: NAME<TAB>NUMBER<TAB>NUMBER)");
        Path text = written("pictures and people\n");
        assertThatThrownBy(() -> LfwPairs.read(text))
                .hasMessage(text + ": first line \"pictures and people\" (expected: FOLDS<TAB>PAIRS, or PAIRS alone)");
    }

    @Test
    void peopleAreChosenByFold() throws IOException {
        LfwPeople people = LfwPeople.read(written("Ann\t3\t0\nBob\t1\t7\nCy\t2\t8\n"));
        assertThat(people.inFolds(0, 7))
                .containsExactly(new LfwPeople.Person("Ann", 3, 0), new LfwPeople.Person("Bob", 1, 7));
        Path torn = written("Ann\t3\n");
        assertThatThrownBy(() -> LfwPeople.read(torn))
                .hasMessage(torn + ":1: \"Ann\t3\" (expected: NAME<TAB>PICTURES<TAB>FOLD)");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "list", ".txt"), text);
    }
}
