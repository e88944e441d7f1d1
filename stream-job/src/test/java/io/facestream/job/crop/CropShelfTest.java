package io.facestream.job.crop;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.Outcome;
import io.facestream.job.identify.Reason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CropShelfTest {
    private final CropShelf shelf = CropShelf.acquire("test");

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void theBestCropOfAFaceStays() {
        for (int i = 0; i < 3; i++) {
            shelf.put("cam", i, 10, 20, new byte[] {(byte) i});
        }
        shelf.claim("cam", 0, face("t", 0.4f, false));
        shelf.claim("cam", 1, face("t", 0.9f, false));
        shelf.claim("cam", 2, face("t", 0.7f, false));
        assertThat(shelf.best("t"))
                .hasValueSatisfying(crop -> assertThat(crop.bgr()).containsExactly(1));
    }

    @Test
    void aShotIsFoundByItsPlaceAndTimeOnly() {
        shelf.put("cam", 5, 10, 20, new byte[] {1});
        assertThat(shelf.claim("other", 5, face("t", 1, false))).isFalse();
        assertThat(shelf.claim("cam", 6, face("t", 1, false))).isFalse();
        assertThat(shelf.best("t")).isEmpty();
        assertThat(shelf.claim("cam", 5, face("t", 1, false))).isTrue();
    }

    @Test
    void nothingStaysOfSomebodyWhoIsIgnored() {
        shelf.put("cam", 1, 10, 20, new byte[] {1});
        shelf.put("cam", 2, 10, 20, new byte[] {2});
        shelf.claim("cam", 1, face("t", 0.9f, false));
        shelf.claim("cam", 2, face("t", 0.5f, true));
        assertThat(shelf.best("t")).isEmpty();
    }

    @Test
    void theShelfIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            shelf.put("cam", i, 10, 20, new byte[1]);
            shelf.claim("cam", i, face("t" + i, 0.5f, false));
            shelf.put("cam", 10_000 + i, 10, 20, new byte[1]);
        }
        assertThat(shelf.best("t3975")).isEmpty();
        assertThat(shelf.best("t3976")).isPresent();
        assertThat(shelf.claim("cam", 14_487, face("x", 1, false))).isFalse();
        assertThat(shelf.claim("cam", 14_488, face("x", 1, false))).isTrue();
    }

    @Test
    void allTasksShareOneAndTheLastOneClearsIt() {
        shelf.put("cam", 1, 10, 20, new byte[] {1});
        shelf.claim("cam", 1, face("t", 1, false));
        try (CropShelf same = CropShelf.acquire("test");
                CropShelf other = CropShelf.acquire("elsewhere")) {
            assertThat(same.best("t")).isPresent();
            assertThat(other.best("t")).isEmpty();
        }
        assertThat(shelf.best("t")).isPresent();
    }

    private static IdentifiedFace face(String track, float quality, boolean ignored) {
        Decision decision =
                new Decision(Outcome.IDENTIFIED, "anna", 0.7f, 0.3f, 0.4f, Reason.NONE, List.of(), 3, ignored);
        return new IdentifiedFace(track, 0, 0, true, 10, 20, 80, 80, quality, true, decision, new float[] {1});
    }
}
