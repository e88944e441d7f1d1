package io.facestream.console.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PictureShelfTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // near where the clock turns over
    private final PictureShelf shelf = new PictureShelf(nanos::get);

    @Test
    void aPictureIsFoundByItsOwnSessionOnly() {
        HeldPicture picture = picture();
        String id = shelf.put("one", picture);

        assertThat(shelf.find("one", id)).contains(picture);
        assertThat(shelf.find("another", id)).isEmpty();
        assertThat(shelf.forget("another", id)).isFalse();
        assertThat(shelf.find("one", id)).contains(picture);
        assertThat(shelf.forget("one", id)).isTrue();
        assertThat(shelf.find("one", id)).isEmpty();
    }

    @Test
    void aPictureIsForgottenAfterTenMinutes() {
        String id = shelf.put("one", picture());

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(599));
        assertThat(shelf.find("one", id)).isPresent();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(shelf.find("one", id)).isEmpty();
        assertThat(shelf.size()).isZero();
    }

    @Test
    void theOldestGoesWhenASessionHasTooMany() {
        String others = shelf.put("another", picture());
        String first = shelf.put("one", picture());
        String second = shelf.put("one", picture());
        for (int i = 2; i < PictureShelf.MOST_OF_ONE + 1; i++) {
            shelf.put("one", picture());
        }

        assertThat(shelf.find("one", first)).isEmpty();
        assertThat(shelf.find("one", second)).isPresent();
        assertThat(shelf.find("another", others)).isPresent();
    }

    @Test
    void allSessionsTogetherHaveALimitToo() {
        for (int i = 0; i < 2 * PictureShelf.MOST; i++) {
            shelf.put("session " + i, picture());
        }

        assertThat(shelf.size()).isEqualTo(PictureShelf.MOST);
    }

    @Test
    void whoSignsOutLeavesNothingBehind() {
        String mine = shelf.put("one", picture());
        String others = shelf.put("another", picture());

        shelf.forgetAll("one");

        assertThat(shelf.find("one", mine)).isEmpty();
        assertThat(shelf.find("another", others)).isPresent();
    }

    private static HeldPicture picture() {
        return new HeldPicture(4, 3, new byte[0], List.of(), 0);
    }
}
