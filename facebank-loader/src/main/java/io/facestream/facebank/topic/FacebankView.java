package io.facestream.facebank.topic;

import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.RefusedRow;
import io.facestream.facebank.topic.FacebankRow.RemovalRow;
import io.facestream.facebank.topic.FacebankRow.ResetRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rows say when they are taken together. Of two rows with the same key the one of the later version holds, and who is erased stays
 * erased: the same rows give the same view in whatever order and however often they arrive. One thread.
 */
public final class FacebankView {
    private final Map<String, FacebankRow> templates = new HashMap<>();
    private final Map<String, PersonRow> people = new HashMap<>();
    private final TreeMap<Long, CommitRow> commits = new TreeMap<>();
    private final Set<String> erased = new HashSet<>();
    private final List<RefusedRow> refused = new ArrayList<>();
    private @Nullable SettingsRow settings;

    /** Takes a row; a {@link ResetRow} empties the view. */
    public void apply(FacebankRow row) {
        if (row instanceof TemplateRow template) {
            templates.merge(template.key(), template, FacebankView::later);
        } else if (row instanceof RemovalRow removal) {
            templates.merge(removal.key(), removal, FacebankView::later);
        } else if (row instanceof PersonRow person) {
            people.merge(person.personId(), person, FacebankView::later);
            if (person.erased()) {
                erased.add(person.personId());
            }
        } else if (row instanceof SettingsRow given) {
            if (settings == null || later(settings, given) == given) {
                settings = given;
            }
        } else if (row instanceof CommitRow commit) {
            commits.put(commit.number(), commit);
        } else if (row instanceof RefusedRow refusal) {
            refused.add(refusal);
        } else if (row instanceof ResetRow) {
            clear();
        }
    }

    /** The view of those rows whose version is not later than the given one. */
    static FacebankView upTo(long version, Iterable<FacebankRow> rows) {
        FacebankView view = new FacebankView();
        for (FacebankRow row : rows) {
            if (versionOf(row) <= version) {
                view.apply(row);
            }
        }
        return view;
    }

    private static FacebankRow later(FacebankRow one, FacebankRow other) {
        long first = versionOf(one);
        long second = versionOf(other);
        if (first != second) {
            return first > second ? one : other;
        }
        // One version names a key once; whatever else arrives, the choice must not depend on the order.
        if (one instanceof TemplateRow template && other instanceof TemplateRow same) {
            return Arrays.compare(
                                    template.template().ciphertext(),
                                    same.template().ciphertext())
                            >= 0
                    ? one
                    : other;
        }
        return one instanceof RemovalRow ? one : other;
    }

    private static SettingsRow later(SettingsRow one, SettingsRow other) {
        if (one.version() != other.version()) {
            return one.version() > other.version() ? one : other;
        }
        int byFpir = Double.compare(one.fpir(), other.fpir());
        return byFpir > 0 || (byFpir == 0 && Double.compare(one.margin(), other.margin()) >= 0) ? one : other;
    }

    private static PersonRow later(PersonRow one, PersonRow other) {
        if (one.erased() != other.erased()) {
            return one.erased() ? one : other;
        }
        if (one.version() != other.version()) {
            return one.version() > other.version() ? one : other;
        }
        return Arrays.compare(one.details().ciphertext(), other.details().ciphertext()) >= 0 ? one : other;
    }

    /** Number of the version that a row belongs to. */
    static long versionOf(FacebankRow row) {
        if (row instanceof TemplateRow template) {
            return template.version();
        }
        if (row instanceof RemovalRow removal) {
            return removal.version();
        }
        if (row instanceof PersonRow person) {
            return person.version();
        }
        if (row instanceof SettingsRow settings) {
            return settings.version();
        }
        return row instanceof CommitRow commit ? commit.number() : Long.MIN_VALUE;
    }

    private void clear() {
        templates.clear();
        people.clear();
        commits.clear();
        erased.clear();
        refused.clear();
        settings = null;
    }

    /** The end of the latest change; empty before the first one. */
    public Optional<CommitRow> commit() {
        return commits.isEmpty()
                ? Optional.empty()
                : Optional.of(commits.lastEntry().getValue());
    }

    /** The values by which jobs decide, if they were ever set. */
    public Optional<SettingsRow> settings() {
        return Optional.ofNullable(settings);
    }

    /** All ends of changes that were seen, earliest first. */
    public Collection<CommitRow> commits() {
        return Collections.unmodifiableCollection(commits.values());
    }

    /** The templates that hold now, by person and id; none of who is erased. */
    public List<TemplateRow> templates() {
        return templates.values().stream()
                .filter(TemplateRow.class::isInstance)
                .map(TemplateRow.class::cast)
                .filter(row -> !erased.contains(row.personId()))
                .sorted(Comparator.comparing(TemplateRow::personId).thenComparing(TemplateRow::key))
                .toList();
    }

    /** Everybody who is or was there, by id, those included who have no template any more; {@link PersonRow#erased()} tells the erased. */
    public Map<String, PersonRow> people() {
        return new TreeMap<>(people);
    }

    /** What holds for a person, if anything was said. */
    public @Nullable PersonRow person(String personId) {
        return people.get(personId);
    }

    /** Records that were no rows, as they came. */
    public List<RefusedRow> refused() {
        return Collections.unmodifiableList(refused);
    }
}
