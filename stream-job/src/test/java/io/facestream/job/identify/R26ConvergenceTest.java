package io.facestream.job.identify;

import static io.facestream.job.identify.FacebankHarness.MODEL;
import static io.facestream.job.identify.FacebankHarness.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.facebank.BankPerson;
import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankVersion;
import io.facestream.job.facebank.FacebankUpdate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same updates in any order and any number give the same facebank. */
class R26ConvergenceTest {
    private static final int PEOPLE = 40;

    @Test
    void reorderedAndDuplicatedUpdatesLeadToTheSameStateAndTheSameIndex() throws Exception {
        List<FacebankUpdate> updates = updates(new Random(26));
        String state;
        String hash;
        List<String> answers;
        try (var inOrder = FacebankHarness.open()) {
            for (FacebankUpdate update : updates) {
                inOrder.update(update);
            }
            inOrder.settle();
            state = inOrder.state();
            hash = inOrder.hash();
            answers = answers(inOrder);
        }
        assertThat(hash).startsWith("2.30/").hasSize("2.30/".length() + 16);
        assertThat(state).contains("erased=true").contains("removed");
        for (int seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed);
            List<FacebankUpdate> shuffled = new ArrayList<>(updates);
            for (int i = 0; i < updates.size() / 3; i++) {
                shuffled.add(updates.get(random.nextInt(updates.size())));
            }
            Collections.shuffle(shuffled, random);
            try (var other = FacebankHarness.open()) {
                for (FacebankUpdate update : shuffled) {
                    other.update(update);
                    if (random.nextInt(20) == 0) {
                        other.beat();
                    }
                }
                other.settle();
                assertThat(other.state()).as("state, order %s", seed).isEqualTo(state);
                assertThat(other.hash()).as("hash, order %s", seed).isEqualTo(hash);
                assertThat(answers(other)).as("answers, order %s", seed).isEqualTo(answers);
            }
        }
    }

    @Test
    void anotherFacebankHasAnotherHash() throws Exception {
        List<FacebankUpdate> updates = updates(new Random(26));
        try (var all = FacebankHarness.open();
                var less = FacebankHarness.open()) {
            for (FacebankUpdate update : updates) {
                all.update(update);
                if (update.templates().isEmpty()
                        || update.commits()
                        || update.version().number() != 30) {
                    less.update(update);
                }
            }
            assertThat(all.settle().hash()).isNotEqualTo(less.settle().hash());
        }
    }

    /** Two full snapshots and changes after each: templates that come, change and go, people who are ignored or erased. */
    private static List<FacebankUpdate> updates(Random random) {
        List<FacebankUpdate> updates = new ArrayList<>();
        for (int generation = 1; generation <= 2; generation++) {
            for (int number = 1; number <= 30; number++) {
                BankVersion version = new BankVersion(generation, number);
                for (int part = 0; part < 2; part++) {
                    updates.add(part(generation, version, random, false));
                }
                updates.add(part(generation, version, random, true));
            }
        }
        return updates;
    }

    private static FacebankUpdate part(int generation, BankVersion version, Random random, boolean commits) {
        List<BankTemplate> templates = new ArrayList<>();
        List<BankPerson> people = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int person = random.nextInt(PEOPLE);
            String templateId = "t" + person + "-" + random.nextInt(3);
            templates.add(
                    random.nextInt(4) == 0
                            ? BankTemplate.removed(templateId, random.nextBoolean() ? "" : "p" + person, version)
                            : BankTemplate.clear(templateId, "p" + person, version, Long.MAX_VALUE, random(random)));
        }
        if (random.nextInt(4) == 0) {
            people.add(new BankPerson(
                    "p" + random.nextInt(PEOPLE),
                    version,
                    random.nextBoolean(),
                    Long.MAX_VALUE,
                    random.nextInt(5) == 0));
        }
        return new FacebankUpdate(
                generation + "." + version.number(), version, MODEL, templates, people, commits, 1_000);
    }

    private static List<String> answers(FacebankHarness harness) throws Exception {
        Random random = new Random(4);
        for (int probe = 0; probe < 5; probe++) {
            float[] unit = random(random);
            for (int shot = 0; shot < 3; shot++) {
                harness.see("camera" + probe, shot, unit);
            }
        }
        List<String> answers = new ArrayList<>();
        for (int probe = 0; probe < 5; probe++) {
            answers.add(harness.last("camera" + probe).topK().toString());
        }
        return answers;
    }
}
