package io.facestream.job.facebank;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts rows into the state, and notes in what it is different from before; one subtask's. */
final class BankMerge {
    private final Map<String, BankTemplate> templates = new LinkedHashMap<>();
    private final Map<String, BankPerson> people = new LinkedHashMap<>();
    private final List<BankTemplate> moved = new ArrayList<>();
    /** Whether they were erased before, of those of whom something has come. */
    private final Map<String, Boolean> wereErased = new LinkedHashMap<>();

    private final Map<String, BankPerson> toEmpty = new HashMap<>();

    void add(BankPerson person, BankLedger.Tables tables) throws Exception {
        BankPerson before = tables.people().get(person.personId());
        if (before != null && !person.beats(before)) {
            return;
        }
        tables.people().put(person.personId(), person);
        // A topic that is read again says first what was before an erasure, and then the erasure.
        wereErased.putIfAbsent(person.personId(), before != null && before.erased());
        if (before == null || !person.saysTheSameAs(before)) {
            people.put(person.personId(), person);
        }
        if (person.erased()) {
            toEmpty.put(person.personId(), person);
        }
    }

    void add(BankTemplate row, BankLedger.Tables tables) throws Exception {
        BankTemplate before = tables.templates().get(row.templateId());
        if (before != null && !row.beats(before)) {
            return;
        }
        BankTemplate template = isErased(row, tables.people().get(row.personId())) ? row.emptied() : row;
        tables.templates().put(template.templateId(), template);
        note(before, template);
    }

    private static boolean isErased(BankTemplate template, @Nullable BankPerson person) {
        return person != null
                && person.erased()
                && person.version().generation() == template.version().generation();
    }

    private void note(@Nullable BankTemplate before, BankTemplate after) {
        if (before == null ? after.isRemoved() : after.saysTheSameAs(before)) {
            return;
        }
        if (before != null && after.personId().isEmpty()) {
            // Who says that a template is gone need not know whose it was.
            templates.put(after.templateId(), before.emptied());
            return;
        }
        if (before != null && !before.personId().equals(after.personId())) {
            moved.add(before.emptied());
        }
        templates.put(after.templateId(), after);
    }

    /** Forgets the templates of those who have been erased since this was asked last. */
    void emptyTheErased(BankLedger.Tables tables) throws Exception {
        if (toEmpty.isEmpty()) {
            return;
        }
        List<BankTemplate> theirs = new ArrayList<>();
        for (Map.Entry<String, BankTemplate> entry : tables.templates().immutableEntries()) {
            BankTemplate template = entry.getValue();
            if (!template.isRemoved() && isErased(template, toEmpty.get(template.personId()))) {
                theirs.add(template);
            }
        }
        toEmpty.clear();
        for (BankTemplate template : theirs) {
            tables.templates().put(template.templateId(), template.emptied());
            note(template, template.emptied());
        }
    }

    /** Forgets what a full snapshot has not named. */
    void removeOlderThan(long generation, BankLedger.Tables tables) throws Exception {
        List<BankTemplate> gone = new ArrayList<>();
        for (Map.Entry<String, BankTemplate> entry : tables.templates().immutableEntries()) {
            if (entry.getValue().version().generation() < generation) {
                gone.add(entry.getValue());
            }
        }
        for (BankTemplate template : gone) {
            tables.templates().remove(template.templateId());
            note(template, template.emptied());
        }
        List<BankPerson> unsaid = new ArrayList<>();
        for (Map.Entry<String, BankPerson> entry : tables.people().immutableEntries()) {
            if (entry.getValue().version().generation() < generation) {
                unsaid.add(entry.getValue());
            }
        }
        for (BankPerson person : unsaid) {
            tables.people().remove(person.personId());
            people.put(
                    person.personId(),
                    new BankPerson(person.personId(), person.version(), false, Long.MAX_VALUE, false));
        }
    }

    boolean changedAnything() {
        return !templates.isEmpty() || !people.isEmpty() || !moved.isEmpty();
    }

    /** The templates that are different, in the order in which they are to be taken. */
    List<BankTemplate> templates() {
        List<BankTemplate> all = new ArrayList<>(moved.size() + templates.size());
        all.addAll(moved);
        all.addAll(templates.values());
        return all;
    }

    List<BankPerson> people() {
        return List.copyOf(people.values());
    }

    /** Those who are erased and were not before. */
    List<BankPerson> erased(BankLedger.Tables tables) throws Exception {
        List<BankPerson> erased = new ArrayList<>();
        for (Map.Entry<String, Boolean> entry : wereErased.entrySet()) {
            BankPerson now = tables.people().get(entry.getKey());
            if (!entry.getValue() && now != null && now.erased()) {
                erased.add(now);
            }
        }
        return erased;
    }

    /** Begins the notes anew. */
    void clear() {
        templates.clear();
        people.clear();
        moved.clear();
        wereErased.clear();
    }
}
