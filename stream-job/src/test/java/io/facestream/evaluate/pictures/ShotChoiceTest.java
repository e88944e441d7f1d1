package io.facestream.evaluate.pictures;

import static io.facestream.evaluate.pictures.MadeFaces.at;
import static io.facestream.evaluate.pictures.MadeFaces.face;
import static io.facestream.evaluate.pictures.MadeFaces.good;
import static io.facestream.evaluate.pictures.MadeFaces.quality;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.vision.Face;
import io.facestream.vision.embed.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShotChoiceTest {
    private final ShotChoice choice = new ShotChoice(EnrolmentOptions.defaults(), MadeFaces.card());

    private CaptureAdvice look(long atMillis, Embedding vector, Face... faces) {
        return choice.look(List.of(faces), 640, 480, atMillis, face -> vector).advice();
    }

    @Test
    void eachFaultIsTheAdviceAndNoneIsEmbedded() {
        Embedding never = new Embedding(new float[2], 0);
        assertThat(look(0, never)).isEqualTo(CaptureAdvice.NO_FACE);
        // limits of enrolment: 64 pixels, 40 degrees, brightness 0.12 to 0.93, sharpness 0.35
        assertThat(look(1_000, never, face(300, 200, 63, quality(63, 0.9f, 0, 0.5f))))
                .isEqualTo(CaptureAdvice.TOO_SMALL);
        assertThat(look(2_000, never, face(300, 200, 100, quality(100, 0.9f, -41, 0.5f))))
                .isEqualTo(CaptureAdvice.TURNED_AWAY);
        assertThat(look(3_000, never, face(300, 200, 100, quality(100, 0.9f, 0, 0.11f))))
                .isEqualTo(CaptureAdvice.TOO_DARK);
        assertThat(look(4_000, never, face(300, 200, 100, quality(100, 0.9f, 0, 0.94f))))
                .isEqualTo(CaptureAdvice.TOO_BRIGHT);
        assertThat(look(5_000, never, face(300, 200, 100, quality(100, 0.34f, 0, 0.5f))))
                .isEqualTo(CaptureAdvice.BLURRED);
        assertThat(look(6_000, never, face(-10, 200, 100, quality(100, 0.9f, 0, 0.5f))))
                .isEqualTo(CaptureAdvice.CUT_OFF);
        assertThat(look(7_000, never, good())).isEqualTo(CaptureAdvice.POOR_TEMPLATE);
        assertThat(look(8_000, at(1), good())).isEqualTo(CaptureAdvice.TAKEN);
    }

    @Test
    void aSecondFaceCountsFromHalfTheSize() {
        Face half = face(20, 20, 72, quality(72, 0.9f, 0, 0.5f)); // 0.52 of the area
        Face less = face(20, 20, 70, quality(70, 0.9f, 0, 0.5f)); // 0.49
        assertThat(look(0, at(1), half, good())).isEqualTo(CaptureAdvice.SEVERAL_FACES);
        assertThat(look(1_000, at(1), less, good())).isEqualTo(CaptureAdvice.TAKEN);
    }

    @Test
    void whoMovesIsToldToHoldStillEvenWhereTheMovementBlurs() {
        Face moved = face(283, 190, 100, quality(100, 0.2f, 0, 0.5f));
        look(0, new Embedding(new float[2], 0), good());
        assertThat(look(200, at(1), moved)).isEqualTo(CaptureAdvice.MOVING);
        assertThat(look(400, at(1), good())).isEqualTo(CaptureAdvice.MOVING);
        assertThat(look(600, at(1), good())).isEqualTo(CaptureAdvice.TAKEN);
    }

    @Test
    void whatIsTakenIsApartInTimeAndInLooks() {
        assertThat(look(0, at(1), good())).isEqualTo(CaptureAdvice.TAKEN);
        assertThat(look(799, at(0.5), good())).isEqualTo(CaptureAdvice.TOO_SOON);
        assertThat(look(800, at(0.93), good())).isEqualTo(CaptureAdvice.TOO_ALIKE);
        assertThat(look(1_000, at(0.93), face(270, 190, 100, quality(100, 0.9f, 11, 0.5f))))
                .isEqualTo(CaptureAdvice.TAKEN);
        assertThat(look(2_000, at(0.8), good())).isEqualTo(CaptureAdvice.TAKEN);
        // like the first, though not like the last
        assertThat(look(3_000, at(0.999), good())).isEqualTo(CaptureAdvice.TOO_ALIKE);
    }

    @Test
    void whoLooksLikeNoneOfThePicturesBeforeIsAnotherPerson() {
        look(0, at(1), good());
        assertThat(look(1_000, at(0.34), good())).isEqualTo(CaptureAdvice.ANOTHER_PERSON);
        assertThat(look(2_000, at(0.36), good())).isEqualTo(CaptureAdvice.TAKEN);
    }
}
