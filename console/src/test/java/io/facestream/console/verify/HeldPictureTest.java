package io.facestream.console.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.embed.Embedding;
import org.junit.jupiter.api.Test;

class HeldPictureTest {
    @Test
    void aVectorIsRememberedForTheModelThatMadeIt() {
        HeldPicture.Vector vector = new HeldPicture.Vector();
        Embedding old = vector.set("old", Embedding.ofRaw(new float[] {1, 0}));

        assertThat(vector.by("old")).contains(old);
        assertThat(vector.by("new")).as("never compared with another model's").isEmpty();
        vector.set("new", Embedding.ofRaw(new float[] {0, 1}));
        assertThat(vector.by("old")).isEmpty();
    }
}
