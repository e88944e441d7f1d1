package io.facestream.facebank.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.facebank.crypt.SealedText;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.RefusedRow;
import io.facestream.facebank.topic.FacebankRow.RemovalRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowJsonTest {
    private static final long VERSION = new FacebankVersion(2, 17).number();
    private static final String PERSON = "p-0123456789abcdef";
    private static final List<FacebankRow> ROWS = List.of(
            new TemplateRow(
                    "t", "m", PERSON, VERSION, new SealedTemplate(new byte[] {1, 2}), 3.7f, new SealedText(new byte[] {3
                    })),
            new RemovalRow("t", "m", PERSON, VERSION),
            new PersonRow(PERSON, "", true, 1_800_000_000_000L, VERSION, false, new SealedText(new byte[] {4})),
            new PersonRow(PERSON, "", false, Long.MAX_VALUE, VERSION, false, new SealedText(new byte[] {4})),
            RowJson.erased(PERSON, VERSION),
            new SettingsRow(0.001, Double.NaN, VERSION),
            new SettingsRow(Double.NaN, 0.05, VERSION),
            new CommitRow(
                    "2.17", VERSION, "ann", 1_700_000_000_123L, Action.ERASE, "c", "m", "name", 5, 2, "note", "id"));

    @Test
    void whatIsWrittenIsReadBack() {
        for (FacebankRow row : ROWS) {
            assertThat(RowReader.row(RowJson.key(row), RowJson.value(row), 0)).hasValue(row);
        }
    }

    /** The format is a contract: what an earlier program wrote stays readable. */
    @Test
    void aRecordOfTheFirstFormatIsRead() {
        String value =
                "{\"type\":\"template\",\"schemaVersion\":1,\"version\":\"2.17\",\"templateId\":\"t\",\"modelId\":\"m\","
                        + "\"personId\":\"p-0123456789abcdef\",\"norm\":3.7,\"template\":\"AQI=\",\"details\":\"Aw==\"}";
        assertThat(RowReader.row("t/m".getBytes(UTF_8), value.getBytes(UTF_8), 0))
                .hasValue(ROWS.get(0));
        assertThat(new String(RowJson.value(ROWS.get(0)), UTF_8)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "no JSON",
                "{}",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":1,\"version\":\"17\",\"type\":\"person\"}",
                "{\"schemaVersion\":1,\"version\":\"0.17\",\"type\":\"person\"}",
                "{\"schemaVersion\":1,\"version\":\"1.17\",\"type\":\"other\"}",
                "{\"schemaVersion\":1,\"version\":\"1.17\",\"type\":\"person\",\"personId\":\"p\",\"details\":\"*\"}",
                "{\"schemaVersion\":1,\"version\":\"1.17\",\"type\":\"person\",\"personId\":\"p\",\"validUntil\":\"x\",\"details\":\"\"}",
                "{\"schemaVersion\":1,\"version\":\"1.17\",\"type\":\"settings\",\"fpir\":7}",
                "{\"schemaVersion\":1,\"version\":\"1.17\",\"type\":\"settings\",\"margin\":\"x\"}",
                "{\"schemaVersion\":1,\"version\":\"1.17\",\"type\":\"template\",\"templateId\":5}"
            })
    void whatIsNoRowIsRefusedByItsOffset(String value) {
        assertThat(RowReader.row("k".getBytes(UTF_8), value.getBytes(UTF_8), 41))
                .get()
                .isInstanceOfSatisfying(
                        RefusedRow.class, row -> assertThat(row.offset()).isEqualTo(41));
    }

    @Test
    void aRowUnderAnotherKeyIsRefused() {
        byte[] value = RowJson.value(ROWS.get(0));
        assertThat(RowReader.row("t/other".getBytes(UTF_8), value, 3))
                .get()
                .isInstanceOfSatisfying(RefusedRow.class, row -> {
                    assertThat(row.reason()).isEqualTo("its key is not that of its content");
                    assertThat(row.sizeBytes()).isEqualTo(value.length);
                    assertThat(row.sha256()).hasSize(64);
                });
        assertThat(RowReader.row(null, value, 3)).get().isInstanceOf(RefusedRow.class);
    }

    @Test
    void aNullValueIsNoRow() {
        assertThat(RowReader.row("t/m".getBytes(UTF_8), null, 3)).isEmpty();
    }

    @Test
    void noDamageMakesReadingThrow() {
        Random random = new Random(25);
        for (FacebankRow row : ROWS) {
            byte[] value = RowJson.value(row);
            for (int round = 0; round < 300; round++) {
                byte[] damaged = value.clone();
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                assertThat(RowReader.row(RowJson.key(row), damaged, 0)).isPresent();
            }
        }
    }

    @Test
    void versionsAreOrderedByEpochThenOffset() {
        assertThat(new FacebankVersion(1, 17).number()).isEqualTo(17);
        assertThat(new FacebankVersion(2, 0)).isGreaterThan(new FacebankVersion(1, 1L << 39));
        assertThat(FacebankVersion.of(VERSION)).hasToString("2.17");
        assertThat(FacebankVersion.parse("2.17").number()).isEqualTo(VERSION);
        assertThatThrownBy(() -> FacebankVersion.parse("17"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("facebank version: 17 (expected: EPOCH.OFFSET, such as 1.17)");
    }
}
