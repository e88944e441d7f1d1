package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairListTest {
    @TempDir
    private Path folder;

    @Test
    void aTableWithAHeadingIsRead() throws IOException {
        assertThat(read("file_x,file_y,Decision\r\na.jpg,b.jpg,Yes\r\n\r\na.jpg,c.jpg,No \r\n")
                        .pairs())
                .containsExactly(new PicturePair("a.jpg", "b.jpg", true), new PicturePair("a.jpg", "c.jpg", false));
    }

    @Test
    void theLabelsColumnMayStandAnywhereIfItIsCalledSo() throws IOException {
        assertThat(read("id;label;left;right\n7;same;a.jpg;b.jpg\n8;different;\"c;1.jpg\";\"d\"\"2.jpg\"\n")
                        .pairs()
                        .get(1)
                        .same())
                .isFalse();
        assertThat(read("label\tleft\tright\n1\ta b.jpg\tc.jpg\n").pairs())
                .containsExactly(new PicturePair("a b.jpg", "c.jpg", true));
        assertThat(read("left,right,same\n\"a,1.jpg\",\"b\"\"2.jpg\",false\n").pairs())
                .containsExactly(new PicturePair("a,1.jpg", "b\"2.jpg", false));
    }

    @Test
    void linesWithoutAHeadingAreRead() throws IOException {
        assertThat(read("x/a.jpg x/b.jpg 1\nx/a.jpg   y/c.jpg -1\n").pairs())
                .containsExactly(
                        new PicturePair("x/a.jpg", "x/b.jpg", true), new PicturePair("x/a.jpg", "y/c.jpg", false));
        assertThat(read("x/a b.jpg\tx/b.jpg\t0\n").pairs())
                .containsExactly(new PicturePair("x/a b.jpg", "x/b.jpg", false));
    }

    @Test
    void lfwsListKeepsItsFolds() throws IOException {
        PairList list = read("2\t1\nann\t1\t2\nann\t1\tbob\t1\ncara\t1\t3\nbob\t1\tcara\t1\n");
        assertThat(list.folds()).hasSize(2);
        assertThat(list.pairs().get(2)).isEqualTo(new PicturePair("cara/cara_0001.jpg", "cara/cara_0003.jpg", true));
    }

    @Test
    void aLineThatIsNoPairIsNamed() throws IOException {
        Path file = folder.resolve("pairs");
        assertThatThrownBy(() -> read("a.jpg b.jpg 1\na.jpg c.jpg maybe\n"))
                .isInstanceOf(ProtocolRefusedException.class)
                .hasMessage(
                        file
                                + ":2: \"a.jpg c.jpg maybe\" (expected: 3 fields, two of them pictures, and a label yes or no, 1 or 0)");
        assertThatThrownBy(() -> read("one two\n")).hasMessage(file + ":1: \"one two\" (expected: PATH PATH LABEL)");
        assertThatThrownBy(() -> read("")).hasMessage(file + ": empty (expected: a list of pairs)");
        assertThatThrownBy(() -> read("file_x,file_y,Decision\n"))
                .hasMessage(file + ": no pairs below its heading (expected: at least one)");
        assertThatThrownBy(() -> read("a,b,c,d\n1,2,3,4\n")).hasMessageContaining("one called label");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1});
        assertThatThrownBy(() -> PairList.read(file))
                .hasMessage(file + ": not text (expected: a list of pairs in UTF-8)");
    }

    private PairList read(String content) throws IOException {
        return PairList.read(Files.writeString(folder.resolve("pairs"), content));
    }
}
