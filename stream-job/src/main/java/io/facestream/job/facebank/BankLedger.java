package io.facestream.job.facebank;

import io.facestream.job.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The facebank in broadcast state. Of two rows with one key the later version holds, who is erased stays so, and with the commit of a full
 * snapshot goes what it does not name: the state depends on which updates have arrived, and not on their order or number.
 *
 * <p>Each part of a change goes into the state when it comes, so that none takes long; it is searched from its commit on. In between, the
 * state is not {@link #isWhole whole}: a job that is restored from it waits for the full snapshot that its source sends.
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

    /** Templates of the job's second model: never in one table with the first one's. */
    public static final MapStateDescriptor<String, BankTemplate> SHADOW_TEMPLATES = new MapStateDescriptor<>(
            "facebank-shadow-templates", StringSerializer.INSTANCE, BankTemplateSerializer.INSTANCE);

    /** {@link #PEOPLE} beside them. */
    public static final MapStateDescriptor<String, BankPerson> SHADOW_PEOPLE = new MapStateDescriptor<>(
            "facebank-shadow-people", StringSerializer.INSTANCE, BankPersonSerializer.INSTANCE);

    /** {@link #ABOUT} beside them. */
    public static final MapStateDescriptor<String, String> SHADOW_ABOUT =
            new MapStateDescriptor<>("facebank-shadow-about", Types.STRING, Types.STRING);

    private static final String NAME = "version";
    private static final String MODEL = "model";
    private static final String IN_FORCE = "model-in-force";
    private static final String EMBEDDED_BY = "embedded-by";
    private static final String GENERATION = "generation";
    private static final String NUMBER = "number";
    private static final String PARTIAL = "partial";
    private static final String SETTINGS = "settings";
    private static final String REFUSED_UP_TO = "refused-up-to";
    private static final String REFUSED = "refused";

    /** The broadcast state of one subtask. */
    public record Tables(
            BroadcastState<String, BankTemplate> templates,
            BroadcastState<String, BankPerson> people,
            BroadcastState<String, String> about) {}

    private final BankMerge merge = new BankMerge();

    /** When somebody's time may be over next; before the first look nobody knows. */
    private long nextExpiryMillis = Long.MIN_VALUE;

    private @Nullable BankVersion committed;

    /** Takes a part of a change; gives what is to be searched with it, if that has changed. */
    public Optional<BankChange> absorb(FacebankUpdate update, Tables tables) throws Exception {
        BankVersion before = committed(tables.about());
        boolean commits = update.commits() && update.version().isAfter(before);
        boolean late = false;
        for (BankPerson row : update.people()) {
            if (row.version().generation() >= before.generation()) {
                merge.add(row, tables);
                nextExpiryMillis = Math.min(nextExpiryMillis, row.validUntilMillis());
                late |= !row.version().isAfter(before);
            }
        }
        merge.emptyTheErased(tables);
        for (BankTemplate row : update.templates()) {
            if (row.version().generation() >= before.generation()) {
                merge.add(row, tables);
                nextExpiryMillis = Math.min(nextExpiryMillis, validUntil(row, tables));
                late |= !row.version().isAfter(before);
            }
        }
        for (BankSettings row : update.settings()) {
            if (row.version().isAfter(settings(tables.about()).version())) {
                put(row, tables.about());
                late |= !row.version().isAfter(before);
            }
        }
        if (commits) {
            commit(update, tables);
        }
        if (!commits && !(late && merge.changedAnything())) {
            if (merge.changedAnything()) {
                tables.about().put(PARTIAL, "true");
            }
            return Optional.empty();
        }
        tables.about().remove(PARTIAL);
        return Optional.of(change(update, before.equals(BankVersion.NONE), tables));
    }

    /**
     * Forgets the templates of those whose time is over: what stays is that they were there. Whoever is to be known again has to be enrolled
     * again. While a change is on its way it waits for that; nobody is recognised by what has expired meanwhile.
     *
     * @param atMillis the source's clock
     * @return what is to be searched without them, if there are any
     */
    public Optional<BankChange> expire(long atMillis, Tables tables) throws Exception {
        if (atMillis < nextExpiryMillis || merge.changedAnything() || !isWhole(tables.about())) {
            return Optional.empty();
        }
        List<BankTemplate> over = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (Map.Entry<String, BankTemplate> entry : tables.templates().immutableEntries()) {
            long validUntil = entry.getValue().isRemoved() ? Long.MAX_VALUE : validUntil(entry.getValue(), tables);
            if (validUntil <= atMillis) {
                over.add(entry.getValue().emptied());
            } else {
                next = Math.min(next, validUntil);
            }
        }
        nextExpiryMillis = next;
        for (BankTemplate template : over) {
            tables.templates().put(template.templateId(), template);
        }
        return over.isEmpty()
                ? Optional.empty()
                : Optional.of(new BankChange(
                        tables.about().get(NAME),
                        tables.about().get(MODEL),
                        over,
                        List.of(),
                        List.of(),
                        settings(tables.about()),
                        atMillis,
                        inForce(tables.about())));
    }

    private static long validUntil(BankTemplate template, Tables tables) throws Exception {
        BankPerson person = tables.people().get(template.personId());
        return person == null
                ? template.validUntilMillis()
                : Math.min(template.validUntilMillis(), person.validUntilMillis());
    }

    private void commit(FacebankUpdate update, Tables tables) throws Exception {
        BankVersion before = committed(tables.about());
        BankVersion now = update.version();
        committed = now;
        tables.about().put(NAME, update.name());
        tables.about().put(MODEL, update.modelId());
        tables.about().put(IN_FORCE, update.inForce());
        tables.about().put(GENERATION, Long.toString(now.generation()));
        tables.about().put(NUMBER, Long.toString(now.number()));
        if (before.generation() < now.generation()) {
            merge.removeOlderThan(now.generation(), tables);
            if (settings(tables.about()).version().generation() < now.generation()) {
                tables.about().remove(SETTINGS);
            }
        }
    }

    private BankChange change(FacebankUpdate update, boolean first, Tables tables) throws Exception {
        BroadcastState<String, String> about = tables.about();
        String name = about.get(NAME);
        String modelId = about.get(MODEL);
        List<ErasedPerson> news = new ArrayList<>();
        for (BankPerson person : merge.erased(tables)) {
            // To a job that begins, erasures of the past are no news.
            if (!first) {
                news.add(new ErasedPerson(
                        person.personId(), person.version().number(), name, modelId, update.changedAtMillis()));
            }
        }
        BankChange change = new BankChange(
                name,
                modelId,
                merge.templates(),
                merge.people(),
                news,
                settings(about),
                update.atMillis(),
                inForce(about));
        merge.clear();
        return change;
    }

    /** Whether the state holds one version of a facebank, and not one on its way to the next. */
    public static boolean isWhole(ReadOnlyBroadcastState<String, String> about) throws Exception {
        return about.contains(NAME) && !about.contains(PARTIAL);
    }

    /** All that the state holds, as a change from nothing. */
    public static BankChange all(Tables tables, long atMillis) throws Exception {
        List<BankTemplate> templates = new ArrayList<>();
        for (Map.Entry<String, BankTemplate> entry : tables.templates().immutableEntries()) {
            if (!entry.getValue().isRemoved()) {
                templates.add(entry.getValue());
            }
        }
        List<BankPerson> people = new ArrayList<>();
        tables.people().immutableEntries().forEach(entry -> people.add(entry.getValue()));
        return new BankChange(
                tables.about().get(NAME),
                tables.about().get(MODEL),
                templates,
                people,
                List.of(),
                settings(tables.about()),
                atMillis,
                inForce(tables.about()));
    }

    /** State of a version that knew one model only says nothing else. */
    private static String inForce(ReadOnlyBroadcastState<String, String> about) throws Exception {
        String inForce = about.get(IN_FORCE);
        return inForce == null ? about.get(MODEL) : inForce;
    }

    /**
     * The models whose vectors the job's keyed state holds: the first one's id, and the second one's or an empty text. Empty where nothing
     * is known.
     */
    public static List<String> embeddedBy(ReadOnlyBroadcastState<String, String> about) throws Exception {
        String ids = about.get(EMBEDDED_BY);
        if (ids != null) {
            return List.of(ids.split(" ", -1));
        }
        String model = about.get(MODEL);
        return model == null ? List.of() : List.of(model, "");
    }

    /** Says whose vectors the keyed state holds from now on. */
    public static void embeddedBy(String modelId, String shadowId, BroadcastState<String, String> about)
            throws Exception {
        about.put(EMBEDDED_BY, modelId + " " + shadowId);
    }

    /** Those of the refused records that were not counted before, a restart notwithstanding. */
    public static List<DeadLetter> refused(BankRefusals refusals, BroadcastState<String, String> about)
            throws Exception {
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

    private static void put(BankSettings row, BroadcastState<String, String> about) throws Exception {
        BankVersion at = row.version();
        about.put(SETTINGS, at.generation() + " " + at.number() + " " + row.fpir() + " " + row.margin());
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

    /** The version that the state holds. */
    public static BankVersion version(ReadOnlyBroadcastState<String, String> about) throws Exception {
        String generation = about.get(GENERATION);
        return generation == null
                ? BankVersion.NONE
                : new BankVersion(Long.parseLong(generation), Long.parseLong(about.get(NUMBER)));
    }

    private BankVersion committed(ReadOnlyBroadcastState<String, String> about) throws Exception {
        if (committed == null) {
            committed = version(about);
        }
        return committed;
    }
}
