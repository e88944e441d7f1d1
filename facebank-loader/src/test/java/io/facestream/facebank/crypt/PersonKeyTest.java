package io.facestream.facebank.crypt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.FacebankException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonKeyTest {
    private static final String PERSON = "p-0123456789abcdef";
    private static final float[] UNIT = {0.6f, -0.8f, 0f};

    @TempDir
    private Path folder;

    private final PersonKey key = PersonKey.generate();
    private MasterKey master;

    @BeforeEach
    void masterKey() {
        master = MasterKey.create(folder.resolve("key"));
    }

    @Test
    void aSealedTemplateOpensWithItsKeyOnly() {
        SealedTemplate sealed = SealedTemplate.seal(UNIT, key, "t1", "m1");
        assertThat(sealed.open(key, "t1", "m1")).containsExactly(UNIT);
        assertThatThrownBy(() -> sealed.open(PersonKey.generate(), "t1", "m1"))
                .isInstanceOf(FacebankException.class)
                .hasMessage("template t1 does not open (expected: as it was sealed, and the key that sealed it)");
    }

    @Test
    void aSealedTemplateOpensInItsPlaceOnly() {
        SealedTemplate sealed = SealedTemplate.seal(UNIT, key, "t1", "m1");
        assertThatThrownBy(() -> sealed.open(key, "t2", "m1")).isInstanceOf(FacebankException.class);
        assertThatThrownBy(() -> sealed.open(key, "t1", "m2")).isInstanceOf(FacebankException.class);
        SealedText text = SealedText.seal("Ann", key, "person/" + PERSON);
        assertThat(text.open(key, "person/" + PERSON)).isEqualTo("Ann");
        assertThatThrownBy(() -> text.open(key, "person/other")).isInstanceOf(FacebankException.class);
    }

    @Test
    void theClearBytesAreNowhereInTheCiphertext() {
        ByteBuffer clear = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        clear.asFloatBuffer().put(UNIT);
        SealedTemplate sealed = SealedTemplate.seal(UNIT, key, "t1", "m1");
        assertThat(new String(sealed.ciphertext(), ISO_8859_1))
                .doesNotContain(new String(clear.array(), 0, 8, ISO_8859_1));
        assertThat(sealed).isNotEqualTo(SealedTemplate.seal(UNIT, key, "t1", "m1"));
        assertThat(sealed.toString()).isEqualTo("SealedTemplate[40 bytes]");
    }

    @Test
    void aWrappedKeyOpensForItsPersonWithItsMasterOnly() {
        byte[] wrapped = key.wrap(PERSON, master);
        PersonKey again = PersonKey.unwrap(wrapped, PERSON, master);
        assertThat(SealedTemplate.seal(UNIT, key, "t", "m").open(again, "t", "m"))
                .containsExactly(UNIT);
        assertThatThrownBy(() -> PersonKey.unwrap(wrapped, "p-other", master))
                .hasMessageContaining("key of p-other does not open");
        MasterKey other = MasterKey.create(folder.resolve("other"));
        assertThatThrownBy(() -> PersonKey.unwrap(wrapped, PERSON, other)).isInstanceOf(FacebankException.class);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] bytes = SealedTemplate.seal(UNIT, key, "t", "m").ciphertext();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> new SealedTemplate(damaged).open(key, "t", "m"))
                    .isInstanceOf(FacebankException.class);
        }
        assertThatThrownBy(() -> new SealedTemplate(new byte[3]).open(key, "t", "m"))
                .isInstanceOf(FacebankException.class);
    }
}
