package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.TestData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LfwFilesIT {
    @Test
    void noPersonOfLfwIsInPairsOfTwoFolds() throws IOException {
        LfwPairs pairs = LfwPairs.read(TestData.shared("lfw/pairs-folds1-8.txt"));
        LfwPeople people = LfwPeople.read(TestData.shared("lfw/people.tsv"));
        assertThat(pairs.folds()).hasSize(8).allMatch(fold -> fold.size() == 600);
        for (int fold = 1; fold <= 8; fold++) {
            List<String> names = people.inFolds(fold, fold).stream()
                    .map(LfwPeople.Person::name)
                    .toList();
            assertThat(pairs.folds().get(fold - 1)).allSatisfy(pair -> {
                assertThat(names).contains(pair.first().split("/")[0]);
                assertThat(names).contains(pair.second().split("/")[0]);
            });
        }
    }
}
