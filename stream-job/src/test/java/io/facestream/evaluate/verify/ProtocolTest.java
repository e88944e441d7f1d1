package io.facestream.evaluate.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.evaluate.PictureSource;
import io.facestream.evaluate.verify.Protocol.Drawn;
import io.facestream.evaluate.verify.Protocol.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolTest {
    @TempDir
    private Path folder;

    @Test
    void foldersThatAgreeWithAllLabelsArePeople() throws IOException {
        Protocol protocol = read("ann/1.jpg ann/2.jpg 1\nann/1.jpg bob/1.jpg 0\n");
        assertThat(protocol.drawn()).isEqualTo(Drawn.PEOPLE);
        assertThat(protocol.persons()).containsExactly(0, 0, 1);
        assertThat(protocol.pictures())
                .extracting(PictureSource::name)
                .containsExactly("ann/1.jpg", "ann/2.jpg", "bob/1.jpg");
        assertThat(protocol.pairs()).containsExactly(new Pair(0, 1, true, 0), new Pair(0, 2, false, 0));
    }

    @Test
    void foldersThatDoNotAreNot() throws IOException {
        assertThat(read("all/1.jpg all/2.jpg 1\nall/1.jpg all/3.jpg 0\n").drawn())
                .isEqualTo(Drawn.PICTURES);
        assertThat(read("1.jpg 2.jpg 1\n3.jpg 4.jpg 0\n").drawn()).isEqualTo(Drawn.PAIRS);
    }

    @Test
    void equalBytesInAPickleAreOnePicture() throws IOException {
        // ([b'a', b'b', b'a', b'c'], [True, False]) in protocol 3
        byte[] pickle = {
            (byte) 0x80,
            3,
            ']',
            '(',
            'C',
            1,
            'a',
            'C',
            1,
            'b',
            'C',
            1,
            'a',
            'C',
            1,
            'c',
            'e',
            ']',
            '(',
            (byte) 0x88,
            (byte) 0x89,
            'e',
            (byte) 0x86,
            '.'
        };
        Protocol protocol = Protocol.ofPickle(Files.write(folder.resolve("pairs.bin"), pickle));
        assertThat(protocol.pictures()).hasSize(3);
        assertThat(protocol.pairs()).containsExactly(new Pair(0, 1, true, 0), new Pair(0, 2, false, 0));
        assertThat(protocol.drawn()).isEqualTo(Drawn.PICTURES);
    }

    private Protocol read(String lines) throws IOException {
        return Protocol.ofList(Files.writeString(folder.resolve("pairs.txt"), lines), folder);
    }
}
