package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** How rows of a facebank are written, and that equal ones are kept once. */
class BankRowsTest {
    private static final BankVersion VERSION = new BankVersion(3, 17);

    @Test
    void templatesAreReadAsTheyWereWritten() throws Exception {
        for (BankTemplate template : List.of(
                BankTemplate.clear("t1", "anna", VERSION, 99, new float[] {0.6f, -0.8f}),
                BankTemplate.sealed("t2", "anna", VERSION, Long.MAX_VALUE, new byte[] {1, 2, 3}),
                BankTemplate.removed("t3", "anna", VERSION))) {
            BankTemplate read = read(template);
            assertThat(read).usingRecursiveComparison().isEqualTo(template);
            assertThat(read.isRemoved()).isEqualTo(template.isRemoved());
            assertThat(read.isSealed()).isEqualTo(template.isSealed());
        }
    }

    @Test
    void peopleAreReadAsTheyWereWritten() throws Exception {
        BankPerson person = new BankPerson("anna", VERSION, true, 99, true);
        DataOutputSerializer out = new DataOutputSerializer(64);
        BankPersonSerializer.INSTANCE.serialize(person, out);
        assertThat(BankPersonSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .usingRecursiveComparison()
                .isEqualTo(person);
    }

    @Test
    void aFormOfTheFutureIsRefused() {
        assertThatThrownBy(() ->
                        BankTemplateSerializer.INSTANCE.deserialize(new DataInputDeserializer(new byte[] {9, 0, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("form 9 (expected: 1 to 1");
    }

    @Test
    void equalTemplatesAreKeptOnceForAsLongAsSomebodyHoldsThem() throws Exception {
        BankTemplate first = read(BankTemplate.clear("t1", "anna", VERSION, 99, new float[] {0, 1}));
        assertThat(read(BankTemplate.clear("t1", "anna", VERSION, 99, new float[] {0, 1})))
                .isSameAs(first);
        assertThat(read(BankTemplate.clear("t1", "anna", VERSION, 99, new float[] {1, 0})))
                .isNotSameAs(first);

        SharedTemplates shared = new SharedTemplates();
        List<BankTemplate> held = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            held.add(shared.shared(BankTemplate.clear("t" + i, "anna", VERSION, 99, new float[] {0, 1})));
        }
        assertThat(shared.size()).isEqualTo(10);
        held.subList(0, 9).clear();
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(shared.size()).isEqualTo(1);
        });
        assertThat(held).hasSize(1);
    }

    @Test
    void aTemplateShowsNothingOfItsVector() {
        assertThat(BankTemplate.clear("t1", "anna", VERSION, 99, new float[] {0.1234f}))
                .asString()
                .contains("anna")
                .doesNotContain("1234");
    }

    private static BankTemplate read(BankTemplate template) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        BankTemplateSerializer.INSTANCE.serialize(template, out);
        return BankTemplateSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
