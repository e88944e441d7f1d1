package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.vision.quality.FaceQuality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlierCheckTest {
    private static final FaceQuality GOOD = new FaceQuality(60, 150, 0.9f, 4, -3, 1, 0.5f, 0.8f);

    private final OutlierCheck check = new OutlierCheck(0.25);

    /** Pictures of one folder, each told by the person it really shows. */
    private static List<PictureCandidate> showing(int... people) {
        List<PictureCandidate> pictures = new ArrayList<>();
        for (int i = 0; i < people.length; i++) {
            String name = people[i] + "." + i;
            pictures.add(new PictureCandidate(name, "ann", name, name, new Measured(Vectors.of(people[i], i), GOOD)));
        }
        return pictures;
    }

    private static List<String> names(List<PictureCandidate> pictures) {
        return pictures.stream().map(PictureCandidate::picture).toList();
    }

    @Test
    void picturesOfOnePersonStay() {
        OutlierCheck.Split split = check.split(showing(1, 1, 1, 1));
        assertThat(split.kept()).hasSize(4);
        assertThat(split.outliers()).isEmpty();
        assertThat(split.disagreeing()).isEmpty();
    }

    @Test
    void strangersAreFoundWhileTheyAreFewer() {
        OutlierCheck.Split split = check.split(showing(1, 2, 1, 3, 1));
        assertThat(names(split.kept())).containsExactly("1.0", "1.2", "1.4");
        assertThat(split.outliers())
                .extracting(outlier -> outlier.candidate().picture())
                .containsExactlyInAnyOrder("2.1", "3.3");
        assertThat(split.outliers())
                .allSatisfy(outlier -> assertThat(outlier.similarity()).isBetween(-0.2, 0.2));
    }

    @Test
    void aLargeMinorityIsFoundAsWell() {
        OutlierCheck.Split split = check.split(showing(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1));
        assertThat(names(split.kept())).allMatch(name -> name.startsWith("1."));
        assertThat(split.kept()).hasSize(6);
        assertThat(split.outliers()).hasSize(5);
    }

    @Test
    void withoutAMajorityNothingIsDecided() {
        OutlierCheck.Split split = check.split(showing(1, 1, 2, 2));
        assertThat(split.kept()).hasSize(4);
        assertThat(split.outliers()).isEmpty();
        assertThat(split.disagreeing()).hasSize(4);
        assertThat(check.split(showing(1, 1, 1, 1, 2, 2, 2, 2)).disagreeing()).hasSize(8);
        assertThat(check.split(showing(1, 2)).disagreeing()).hasSize(2);
        assertThat(check.split(showing(1, 2, 3)).disagreeing()).hasSize(3);
    }

    @Test
    void oneOrNoPictureHasNothingToBeComparedWith() {
        assertThat(check.split(showing(1)).kept()).hasSize(1);
        assertThat(check.split(List.of()).kept()).isEmpty();
    }
}
