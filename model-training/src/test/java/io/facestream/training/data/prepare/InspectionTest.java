package io.facestream.training.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InspectionTest {
    @Test
    void everythingIsCounted() {
        int[] labels = IntStream.range(0, 14).map(i -> i < 12 ? 0 : i - 11).toArray();
        PaintedPictures set = new PaintedPictures(9, Set.of(2, 3, 4), Map.of(7, "torn"), labels);
        Inspection found = Inspection.of(set, 100, done -> {});
        assertThat(found.pictures()).isEqualTo(14);
        assertThat(found.people()).isEqualTo(3);
        assertThat(found.picturesAPerson()).containsExactly(1, 1, 12);
        assertThat(found.histogram()).containsExactly(entry("1", 2), entry("10-19", 1));
        assertThat(found.sizes()).containsExactly(entry("9 x 9", 13));
        assertThat(found.grey()).isEqualTo(3);
        assertThat(found.unreadable()).hasSize(1);
    }

    @Test
    void ofALargeSetSomePicturesAreRead() {
        PaintedPictures set = new PaintedPictures(9, new int[1000]);
        Inspection found = Inspection.of(set, 50, done -> {});
        assertThat(set.read).hasValue(50);
        assertThat(found.read()).isEqualTo(50);
        assertThat(found.pictures()).isEqualTo(1000);
    }

    @Test
    void aSheetHasARowForEachPerson() throws Exception {
        PaintedPictures set = new PaintedPictures(112, Set.of(), Map.of(1, "torn"), 0, 0, 0, 1, 2);
        try (Picture sheet = PictureReader.decode(ContactSheet.png(set), "sheet")) {
            // gaps of 4 around 10 columns and 3 rows of 112
            assertThat(sheet.width()).isEqualTo(10 * 116 + 4);
            assertThat(sheet.height()).isEqualTo(3 * 116 + 4);
            assertThat(blue(sheet, 60, 60)).isZero();
            assertThat(blue(sheet, 60 + 116, 60)).as("torn").isEqualTo(255);
            assertThat(blue(sheet, 60 + 2 * 116, 60)).isEqualTo(20);
            assertThat(blue(sheet, 60, 60 + 116)).isEqualTo(30);
            assertThat(blue(sheet, 60, 60 + 2 * 116)).isEqualTo(40);
        }
    }

    @Test
    void aSheetPrefersPeopleWhoFillTheirRow() throws Exception {
        // 20 people of one picture, then 12 of ten
        int[] labels = IntStream.range(0, 20 + 120)
                .map(i -> i < 20 ? i : 20 + (i - 20) / 10)
                .toArray();
        PaintedPictures set = new PaintedPictures(112, labels);
        try (Picture sheet = PictureReader.decode(ContactSheet.png(set), "sheet")) {
            assertThat(sheet.height()).isEqualTo(12 * 116 + 4);
            for (int row = 0; row < 12; row++) {
                for (int column = 0; column < 10; column++) {
                    int picture = 20 + 10 * row + column;
                    assertThat(blue(sheet, 60 + 116 * column, 60 + 116 * row)).isEqualTo(10 * picture & 0xff);
                }
            }
        }
    }

    private static int blue(Picture picture, int x, int y) {
        return picture.bytes().get(3 * (y * picture.width() + x)) & 0xff;
    }
}
