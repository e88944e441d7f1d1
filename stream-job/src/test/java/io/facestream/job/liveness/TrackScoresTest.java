package io.facestream.job.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.job.observe.Liveness;
import org.junit.jupiter.api.Test;

class TrackScoresTest {
    @Test
    void theScoreIsTheMedianOfTheShots() {
        assertThat(judged(0.9f)).isEqualTo(new Liveness(0.9f, 1, false));
        assertThat(judged(0.9f, 0.1f, 0.8f)).isEqualTo(new Liveness(0.8f, 3, false));
        Liveness four = judged(0.9f, 0.1f, 0.8f, 0.2f);
        assertThat(four.score()).isEqualTo(0.5f, within(1e-6f));
        assertThat(four.shots()).isEqualTo(4);
    }

    @Test
    void aSuspicionNeedsThreeShots() {
        assertThat(judged(0.1f, 0.1f).suspected()).isFalse();
        assertThat(judged(0.1f, 0.1f, 0.1f).suspected()).isTrue();
        assertThat(judged(0.1f, 0.9f, 0.1f).suspected()).isTrue();
        assertThat(judged(0.1f, 0.9f, 0.9f).suspected()).isFalse();
    }

    @Test
    void onlyTheLatestNineShotsCount() {
        float[] scores = new float[14];
        for (int i = 0; i < scores.length; i++) {
            // nine of a live face, then five of a picture
            scores[i] = i < 9 ? 0.9f : 0.1f;
        }
        assertThat(judged(scores)).isEqualTo(new Liveness(0.1f, 14, true));
        assertThat(scores(scores).latest()).hasSize(9);
    }

    @Test
    void withoutAShotNothingIsSaid() {
        assertThat(judged()).isEqualTo(Liveness.NONE);
        assertThat(Liveness.NONE.isScored()).isFalse();
    }

    private static Liveness judged(float... scores) {
        return scores(scores).judged(0.5f);
    }

    private static TrackScores scores(float... scores) {
        TrackScores track = new TrackScores("t");
        for (float score : scores) {
            track = track.with(score);
        }
        return track;
    }
}
