package io.facestream.facebank;

import static io.facestream.facebank.FacebankRecords.MODEL;
import static io.facestream.facebank.FacebankRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FacebankTest {
    private final FacebankRecord ann = record("ann", "a.jpg");
    private final FacebankRecord bob = record("bob", "b.jpg");
    private final Facebank both = bank(1, ann, bob);

    private static Facebank bank(long number, FacebankRecord... records) {
        return Facebank.of(number, MODEL, "model", List.of(records));
    }

    @Test
    void theVersionDependsOnContentAndNotOnOrder() {
        assertThat(bank(1, bob, ann)).isEqualTo(both);
        assertThat(bank(1, bob, ann).version()).isEqualTo(both.version()).matches("1-[0-9a-f]{8}");
        assertThat(bank(1, ann).contentSha256()).isNotEqualTo(both.contentSha256());
        assertThat(bank(2, ann, bob).contentSha256()).isEqualTo(both.contentSha256());
    }

    @Test
    void aChangeNamesWhatIsNewAndWhatIsGone() {
        FacebankRecord changed = record("bob", "b.jpg", MODEL, 5_000);
        FacebankRecord cid = record("cid", "c.jpg");
        FacebankChange change = both.changeTo(bank(2, changed, cid));
        assertThat(change.number()).isEqualTo(2);
        assertThat(change.upserts()).containsExactly(changed, cid);
        assertThat(change.removals()).containsExactly(ann.templateId());
        assertThat(both.changeTo(bank(2, ann, bob)).isEmpty()).isTrue();
    }

    @Test
    void sameContentKeepsTheNumberOfItsPredecessor() {
        Facebank third = bank(3, ann);
        assertThat(bank(1, ann).after(third).number()).isEqualTo(3);
        assertThat(both.after(third).number()).isEqualTo(4);
        assertThat(both.after(third).version()).startsWith("4-");
    }

    @Test
    void templatesOfTwoModelsDoNotMeet() {
        FacebankRecord other = record("cid", "c.jpg", "c".repeat(64), FacebankRecord.NO_EXPIRY);
        assertThatThrownBy(() -> bank(1, ann, other))
                .isInstanceOf(FacebankException.class)
                .hasMessage("model of template cid-c.jpg: " + "c".repeat(64) + " (expected: " + MODEL + ")");
    }

    @Test
    void aTemplateIdStandsForOneTemplate() {
        assertThatThrownBy(() -> bank(1, ann, ann)).hasMessageContaining("ann-a.jpg twice");
    }

    @Test
    void expiredRecordsAreLeftOut() {
        Facebank bank = bank(1, ann, record("bob", "b.jpg", MODEL, 1_000));
        assertThat(bank.validAt(999).people()).isEqualTo(2);
        assertThat(bank.validAt(1_000).records()).containsExactly(ann);
    }

    @Test
    void peopleAreCountedOnce() {
        assertThat(bank(1, ann, record("ann", "b.jpg"), bob).people()).isEqualTo(2);
        assertThat(bank(1).isEmpty()).isTrue();
    }
}
