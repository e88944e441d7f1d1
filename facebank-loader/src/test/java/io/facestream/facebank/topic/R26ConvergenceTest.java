package io.facestream.facebank.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.facebank.crypt.SealedText;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.RemovalRow;
import io.facestream.facebank.topic.FacebankRow.ResetRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R26: the rows of a topic, reordered and repeated, come to the same. */
class R26ConvergenceTest {
    private static final int PEOPLE = 5;
    private static final int TEMPLATES = 3;

    /** What a topic may hold after a number of changes: each row once a version and key. */
    private static List<FacebankRow> changes(Random random) {
        List<FacebankRow> rows = new ArrayList<>();
        Set<Integer> erased = new HashSet<>();
        long version = 0;
        for (int change = 0; change < 12; change++) {
            version += 10;
            for (int person = 0; person < PEOPLE; person++) {
                if (erased.contains(person)) {
                    continue;
                }
                for (int template = 0; template < TEMPLATES; template++) {
                    String id = "t" + person + template;
                    switch (random.nextInt(6)) {
                        case 0 -> rows.add(new RemovalRow(id, "m", "p" + person, version));
                        case 1, 2 -> rows.add(template(id, "p" + person, version, random));
                        default -> {
                            // Not in this change.
                        }
                    }
                }
                if (random.nextInt(4) == 0) {
                    boolean erases = random.nextInt(8) == 0;
                    rows.add(erases ? RowJson.erased("p" + person, version) : person("p" + person, version, random));
                    if (erases) {
                        erased.add(person);
                    }
                }
            }
            if (random.nextInt(3) == 0) {
                rows.add(new SettingsRow(random.nextDouble(), Double.NaN, version));
            }
            rows.add(commit(version));
        }
        return rows;
    }

    private static TemplateRow template(String id, String person, long version, Random random) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return new TemplateRow(id, "m", person, version, new SealedTemplate(bytes), 3, new SealedText(bytes));
    }

    private static PersonRow person(String id, long version, Random random) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return new PersonRow(id, "", random.nextBoolean(), Long.MAX_VALUE, version, false, new SealedText(bytes));
    }

    private static CommitRow commit(long version) {
        String name = FacebankVersion.of(version).toString();
        return new CommitRow(name, version, "ann", version, Action.PUBLISH, "", "m", "made", 0, 0, "", "id");
    }

    private static FacebankView view(List<FacebankRow> rows) {
        FacebankView view = new FacebankView();
        rows.forEach(view::apply);
        return view;
    }

    private static void assertSame(FacebankView view, FacebankView expected) {
        assertThat(view.templates()).isEqualTo(expected.templates());
        assertThat(view.people()).isEqualTo(expected.people());
        assertThat(view.settings()).isEqualTo(expected.settings());
        assertThat(view.commits()).containsExactlyElementsOf(expected.commits());
    }

    @Test
    void anyOrderWithRepetitionsGivesTheSameView() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<FacebankRow> rows = changes(random);
            FacebankView expected = view(rows);
            List<FacebankRow> disordered = new ArrayList<>(rows);
            rows.stream().filter(row -> random.nextBoolean()).forEach(disordered::add);
            Collections.shuffle(disordered, random);
            assertSame(view(disordered), expected);
        }
    }

    /** A log cleaner leaves of each key at least the last row. */
    @Test
    void whatACompactionLeavesGivesTheSameView() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<FacebankRow> rows = changes(random);
            FacebankView expected = view(rows);
            List<FacebankRow> left = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                byte[] key = RowJson.key(rows.get(i));
                boolean last = rows.subList(i + 1, rows.size()).stream()
                        .noneMatch(row -> java.util.Arrays.equals(RowJson.key(row), key));
                if (last || random.nextInt(3) == 0) {
                    left.add(rows.get(i));
                }
            }
            FacebankView view = view(left);
            assertThat(view.commit()).isEqualTo(expected.commit());
            assertThat(view.settings()).isEqualTo(expected.settings());
            assertThat(view.templates()).isEqualTo(expected.templates());
            assertThat(view.people()).isEqualTo(expected.people());
        }
    }

    @Test
    void nothingOfWhoIsErasedCountsWhateverItsVersion() {
        FacebankView view = view(List.of(
                RowJson.erased("p1", 10), template("t1", "p1", 20, new Random(1)), person("p1", 30, new Random(1))));
        assertThat(view.templates()).isEmpty();
        assertThat(view.people().get("p1")).matches(PersonRow::erased);
    }

    @Test
    void aViewUpToAVersionIsTheViewOfThen() {
        List<FacebankRow> rows = changes(new Random(7));
        int end = rows.indexOf(commit(50)) + 1;
        assertSame(FacebankView.upTo(50, rows), view(rows.subList(0, end)));
    }

    @Test
    void aResetEmptiesTheView() {
        FacebankView view = view(changes(new Random(3)));
        view.apply(new ResetRow("made anew"));
        assertSame(view, new FacebankView());
    }
}
