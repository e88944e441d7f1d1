package io.facestream.job.facebank;

import io.facestream.job.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The facebank in broadcast state. Of two rows with one key the later version holds, a row counts from the commit of its version on, who is
 * erased stays so, and with the commit of a full snapshot goes what it does not name. So the state depends on which updates have arrived,
 * and not on their order or number. What is not committed yet is in no state: after a restart the source sends a full snapshot.
 */
public final class BankLedger {
    /** Templates by id, those included that are gone. */
    public static final MapStateDescriptor<String, BankTemplate> TEMPLATES =
            new MapStateDescriptor<>("facebank-templates", StringSerializer.INSTANCE, BankTemplateSerializer.INSTANCE);

    /** What is said about people, by their id. */
    public static final MapStateDescriptor<String, BankPerson> PEOPLE =
            new MapStateDescriptor<>("facebank-people", StringSerializer.INSTANCE, BankPersonSerializer.INSTANCE);

    /** What is known of the facebank as a whole, by the names below. */
    public static final MapStateDescriptor<String, String> ABOUT =
            new MapStateDescriptor<>("facebank-about", Types.STRING, Types.STRING);

    private static final String NAME = "version";
    private static final String MODEL = "model";
    private static final String GENERATION = "generation";
    private static final String NUMBER = "number";
    private static final String SETTINGS = "settings";
    private static final String REFUSED_UP_TO = "refused-up-to";
    private static final String REFUSED = "refused";

    /** The broadcast state of one subtask. */
    public record Tables(
            BroadcastState<String, BankTemplate> templates,
            BroadcastState<String, BankPerson> people,
            BroadcastState<String, String> about) {}

    private final List<BankTemplate> stagedTemplates = new ArrayList<>();
    private final List<BankPerson> stagedPeople = new ArrayList<>();
    private final List<BankSettings> stagedSettings = new ArrayList<>();
    private @Nullable BankVersion committed;

    /** Takes a part of a change; gives what has become visible with it. */
    public Optional<BankChange> absorb(FacebankUpdate update, Tables tables) throws Exception {
        BankVersion before = committed(tables.about());
        BankVersion now = before;
        List<BankTemplate> templates = new ArrayList<>(update.templates());
        List<BankPerson> people = new ArrayList<>(update.people());
        List<BankSettings> settings = new ArrayList<>(update.settings());
        if (update.commits() && update.version().isAfter(before)) {
            now = update.version();
            commit(update, tables.about());
            templates.addAll(stagedTemplates);
            stagedTemplates.clear();
            people.addAll(stagedPeople);
            stagedPeople.clear();
            settings.addAll(stagedSettings);
            stagedSettings.clear();
        }
        Merge merge = new Merge(tables);
        for (BankPerson person : visible(people, BankPerson::version, now, stagedPeople)) {
            merge.add(person);
        }
        merge.emptyTheErased();
        for (BankTemplate template : visible(templates, BankTemplate::version, now, stagedTemplates)) {
            merge.add(template);
        }
        for (BankSettings row : visible(settings, BankSettings::version, now, stagedSettings)) {
            merge.add(row);
        }
        if (before.generation() < now.generation()) {
            merge.removeOlderThan(now.generation());
        }
        return now.isAfter(before) || merge.changedAnything()
                ? Optional.of(merge.change(before.equals(BankVersion.NONE), update))
                : Optional.empty();
    }

    /** The rows that count by now; those of later versions are put aside, and those of an earlier snapshot are forgotten. */
    private static <T> List<T> visible(
            List<T> rows, Function<T, BankVersion> version, BankVersion now, List<T> staged) {
        List<T> visible = new ArrayList<>(rows.size());
        for (T row : rows) {
            BankVersion written = version.apply(row);
            if (written.isAfter(now)) {
                staged.add(row);
            } else if (written.generation() == now.generation()) {
                visible.add(row);
            }
        }
        return visible;
    }

    private void commit(FacebankUpdate update, BroadcastState<String, String> about) throws Exception {
        committed = update.version();
        about.put(NAME, update.name());
        about.put(MODEL, update.modelId());
        about.put(GENERATION, Long.toString(update.version().generation()));
        about.put(NUMBER, Long.toString(update.version().number()));
    }

    /** Those of the refused records that were not counted before, a restart notwithstanding. */
    public List<DeadLetter> refused(BankRefusals refusals, BroadcastState<String, String> about) throws Exception {
        if (refusals.letters().isEmpty()) {
            return List.of();
        }
        String known = about.get(REFUSED_UP_TO);
        String here = refusals.origin() + "@";
        long upTo = known != null && known.startsWith(here) ? Long.parseLong(known.substring(here.length())) : -1;
        List<DeadLetter> fresh = new ArrayList<>();
        for (DeadLetter letter : refusals.letters()) {
            if (letter.offset() > upTo) {
                fresh.add(letter);
                upTo = letter.offset();
            }
        }
        about.put(REFUSED_UP_TO, here + upTo);
        about.put(REFUSED, Long.toString(refusedSoFar(about) + fresh.size()));
        return fresh;
    }

    /** How many records were refused since the job was first started. */
    public static long refusedSoFar(ReadOnlyBroadcastState<String, String> about) throws Exception {
        String count = about.get(REFUSED);
        return count == null ? 0 : Long.parseLong(count);
    }

    private static BankSettings settings(ReadOnlyBroadcastState<String, String> about) throws Exception {
        String text = about.get(SETTINGS);
        if (text == null) {
            return BankSettings.NONE;
        }
        String[] parts = text.split(" ");
        return new BankSettings(
                new BankVersion(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }

    private BankVersion committed(ReadOnlyBroadcastState<String, String> about) throws Exception {
        if (committed == null) {
            String generation = about.get(GENERATION);
            committed = generation == null
                    ? BankVersion.NONE
                    : new BankVersion(Long.parseLong(generation), Long.parseLong(about.get(NUMBER)));
        }
        return committed;
    }

    /** All that the state holds, as a change from nothing; empty before the first commit. */
    public static Optional<BankChange> all(Tables tables, long atMillis) throws Exception {
        if (!tables.about().contains(NAME)) {
            return Optional.empty();
        }
        List<BankTemplate> templates = new ArrayList<>();
        for (Map.Entry<String, BankTemplate> entry : tables.templates().immutableEntries()) {
            if (!entry.getValue().isRemoved()) {
                templates.add(entry.getValue());
            }
        }
        List<BankPerson> people = new ArrayList<>();
        tables.people().immutableEntries().forEach(entry -> people.add(entry.getValue()));
        return Optional.of(new BankChange(
                tables.about().get(NAME),
                tables.about().get(MODEL),
                templates,
                people,
                List.of(),
                settings(tables.about()),
                atMillis));
    }

    /** Puts rows into the state and notes what is different from before. */
    private static final class Merge {
        private final Tables tables;
        private final Map<String, BankTemplate> templates = new LinkedHashMap<>();
        private final Map<String, BankPerson> people = new LinkedHashMap<>();
        private final List<BankTemplate> moved = new ArrayList<>();
        private final List<BankPerson> erased = new ArrayList<>();
        private boolean resettled;

        Merge(Tables tables) {
            this.tables = tables;
        }

        void add(BankPerson person) throws Exception {
            BankPerson before = tables.people().get(person.personId());
            if (before != null && !person.beats(before)) {
                return;
            }
            tables.people().put(person.personId(), person);
            if (before == null || !person.saysTheSameAs(before)) {
                people.put(person.personId(), person);
            }
            if (person.erased() && (before == null || !before.erased())) {
                erased.add(person);
            }
        }

        void add(BankTemplate row) throws Exception {
            BankTemplate before = tables.templates().get(row.templateId());
            if (before != null && !row.beats(before)) {
                return;
            }
            BankPerson person = tables.people().get(row.personId());
            BankTemplate template = person != null && person.erased() ? row.emptied() : row;
            tables.templates().put(template.templateId(), template);
            note(before, template);
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

        void add(BankSettings row) throws Exception {
            if (row.version().isAfter(settings(tables.about()).version())) {
                BankVersion at = row.version();
                tables.about()
                        .put(SETTINGS, at.generation() + " " + at.number() + " " + row.fpir() + " " + row.margin());
                resettled = true;
            }
        }

        void emptyTheErased() throws Exception {
            if (erased.isEmpty()) {
                return;
            }
            Set<String> whose = new HashSet<>();
            erased.forEach(person -> whose.add(person.personId()));
            List<BankTemplate> theirs = new ArrayList<>();
            for (Map.Entry<String, BankTemplate> entry : tables.templates().immutableEntries()) {
                if (whose.contains(entry.getValue().personId())) {
                    theirs.add(entry.getValue());
                }
            }
            for (BankTemplate template : theirs) {
                tables.templates().put(template.templateId(), template.emptied());
                note(template, template.emptied());
            }
        }

        void removeOlderThan(long generation) throws Exception {
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
            if (settings(tables.about()).version().generation() < generation) {
                tables.about().remove(SETTINGS);
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
            return resettled || !templates.isEmpty() || !people.isEmpty();
        }

        BankChange change(boolean first, FacebankUpdate update) throws Exception {
            String name = tables.about().get(NAME);
            String modelId = tables.about().get(MODEL);
            List<BankTemplate> all = new ArrayList<>(moved);
            all.addAll(templates.values());
            // To a job that begins, erasures of the past are no news.
            List<ErasedPerson> news = new ArrayList<>();
            for (BankPerson person : first ? List.<BankPerson>of() : erased) {
                news.add(new ErasedPerson(
                        person.personId(), person.version().number(), name, modelId, update.changedAtMillis()));
            }
            return new BankChange(
                    name,
                    modelId,
                    all,
                    List.copyOf(people.values()),
                    news,
                    settings(tables.about()),
                    update.atMillis());
        }
    }
}
