package io.facestream.facebank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FacebankRecordTest {
    private static final FacebankRecord ANN = FacebankRecords.record("ann", "a.jpg");

    @Test
    void aTemplateIsNeverPrinted() {
        assertThat(ANN.toString())
                .contains("ann", "a.jpg", "dimension=512")
                .doesNotContain(Float.toString(ANN.template()[0]))
                .doesNotContain("[F@");
    }

    @Test
    void aMinorHasNoRecordWithoutAGuardiansConsent() {
        assertThatThrownBy(() -> new FacebankRecord(
                        "id",
                        "kid",
                        "Kid",
                        FacebankRecords.MODEL,
                        ANN.template(),
                        3,
                        "a.jpg",
                        "",
                        ANN.quality(),
                        "",
                        "",
                        1,
                        true,
                        false))
                .hasMessage("guardianConsent: false (expected: true, because kid is a minor)");
    }

    @Test
    void aTemplateThatIsNotAUnitVectorIsRefused() {
        float[] tooLong = ANN.template().clone();
        tooLong[0] += 1;
        assertThatThrownBy(() -> withTemplate(tooLong)).hasMessageContaining("(expected: 1)");
        assertThatThrownBy(() -> withTemplate(new float[] {Float.NaN})).hasMessageContaining("NaN (expected: 1)");
    }

    private static FacebankRecord withTemplate(float[] template) {
        return new FacebankRecord(
                "id",
                "ann",
                "Ann",
                FacebankRecords.MODEL,
                template,
                3,
                "a.jpg",
                "",
                ANN.quality(),
                "",
                "",
                1,
                false,
                false);
    }

    @Test
    void aRecordIsUsedUntilItExpires() {
        FacebankRecord record = FacebankRecords.record("ann", "a.jpg", FacebankRecords.MODEL, 1_000);
        assertThat(record.validAt(999)).isTrue();
        assertThat(record.validAt(1_000)).isFalse();
        assertThat(ANN.validAt(Long.MAX_VALUE - 1)).isTrue();
    }

    @Test
    void recordsWithTheSameValuesAreEqual() {
        assertThat(FacebankRecords.record("ann", "a.jpg")).isEqualTo(ANN).hasSameHashCodeAs(ANN);
        assertThat(FacebankRecords.record("ann", "b.jpg")).isNotEqualTo(ANN);
    }
}
