package io.facestream.job.facebank;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.bench.MadeFacebank;
import io.facestream.bench.ProbeJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint tells somebody who reads its files: no template in the clear, and after an erasure none of that person at all. */
@Timeout(180)
class R36SealedStateIT {
    @TempDir
    private Path folder;

    @Test
    void templatesAreSealedInStateAndAnErasedPersonIsGoneFromIt() throws Exception {
        try (TopicBank bank = new TopicBank(folder)) {
            String first = bank.publish(0, 1);
            String anna = bank.id(0);
            Path erasedState;
            try (ProbeJob job = bank.job()) {
                assertThat(TopicBank.who(job, first)).containsExactly(anna, bank.id(1), "");
                Path before = job.savepoint();
                byte[] state = bytes(before);
                assertThat(holds(state, anna.getBytes(StandardCharsets.UTF_8)))
                        .as("the facebank is in the savepoint")
                        .isTrue();
                for (int person = 0; person < 2; person++) {
                    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
                        assertThat(holds(state, floats(MadeFacebank.unit(person), order)))
                                .as("person %s in the clear, %s", person, order)
                                .isFalse();
                    }
                }
                int sealed = sealedTemplates(state, anna);
                assertThat(sealed).as("ciphertexts of the person").isEqualTo(1);

                String erased = TopicBank.version(bank.writer.erase(anna));
                assertThat(TopicBank.who(job, erased)).containsExactly("", bank.id(1), "");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(job.side(ErasedPerson.class))
                                .singleElement()
                                .satisfies(person -> {
                                    assertThat(person.personId()).isEqualTo(anna);
                                    assertThat(person.facebankVersion()).isEqualTo(erased);
                                    assertThat(person.erasedAtMillis()).isPositive();
                                }));
                erasedState = job.stop();
                assertThat(sealedTemplates(bytes(erasedState), anna)).isZero();

                // The state of before has her ciphertext still, but nobody has the key to it.
                try (ProbeJob again = bank.job(before.toUri().toString())) {
                    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> again.decisions() > 50);
                    assertThat(again.seen())
                            .allSatisfy(seen ->
                                    assertThat(seen.decision().personId()).isNotEqualTo(anna));
                    TopicBank.await(again, erased);
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(20))
                            .untilAsserted(() ->
                                    assertThat(again.side(ErasedPerson.class)).hasSize(1));
                }
            }
            try (ProbeJob again = bank.job(erasedState.toUri().toString())) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> again.decisions() > 50);
                assertThat(again.side(ErasedPerson.class)).as("said once").isEmpty();
            }
        }
    }

    /** How many of a person's templates in these bytes have a ciphertext: its length follows the five numbers after the id. */
    private static int sealedTemplates(byte[] state, String personId) {
        byte[] id = personId.getBytes(StandardCharsets.UTF_8);
        int ciphertext = MadeFacebank.unit(0).length * Float.BYTES + 28;
        int found = 0;
        for (int at = indexOf(state, id, 0); at >= 0; at = indexOf(state, id, at + 1)) {
            int length = at + id.length + 4 * Long.BYTES + Integer.BYTES;
            if (length + Integer.BYTES < state.length && ByteBuffer.wrap(state).getInt(length) == ciphertext) {
                found++;
            }
        }
        return found / 2; // both subtasks write the facebank
    }

    private static byte[] floats(float[] unit, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * Float.BYTES).order(order);
        for (int i = 0; i < 8; i++) {
            bytes.putFloat(unit[100 + i]);
        }
        return bytes.array();
    }

    private static byte[] bytes(Path savepoint) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(savepoint)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        ByteBuffer together =
                ByteBuffer.allocate(files.stream().mapToInt(file -> file.length).sum());
        files.forEach(together::put);
        return together.array();
    }

    private static boolean holds(byte[] bytes, byte[] wanted) {
        return indexOf(bytes, wanted, 0) >= 0;
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        outer:
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (bytes[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
