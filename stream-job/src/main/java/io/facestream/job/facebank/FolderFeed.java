package io.facestream.job.facebank;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankChange;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.FacebankFolder;
import io.facestream.facebank.enrolment.FolderSettings;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A facebank from a file, read once, or from a folder of pictures, which is watched. */
final class FolderFeed implements FacebankFeed {
    private static final Logger LOG = LoggerFactory.getLogger(FolderFeed.class);

    private static final long LOOK_EVERY_MILLIS = 400;

    private final Path path;
    private final String modelId;
    private final @Nullable FacebankFolder folder;
    private final String shadowId;
    private final @Nullable FacebankFolder shadow;
    private final @Nullable MasterKey key;
    private final Set<String> everIgnored = new HashSet<>();
    private FolderSettings settings = FolderSettings.NONE;
    private String settingsProblem = "";
    private long settingsChanges;
    private String name = "";
    private long number;
    private long shadowNumber;
    private boolean started;

    /** @param shadow the same folder enrolled with a second model, whose id is given; null for none */
    private FolderFeed(
            Path path,
            String modelId,
            @Nullable FacebankFolder folder,
            String shadowId,
            @Nullable FacebankFolder shadow,
            @Nullable MasterKey key) {
        this.path = path;
        this.modelId = modelId;
        this.folder = folder;
        this.shadowId = shadowId;
        this.shadow = shadow;
        this.key = key;
    }

    @Override
    public boolean poll(Outlet outlet) throws InterruptedException {
        if (!started) {
            started = true;
            Facebank bank = folder == null ? FacebankFile.read(path, modelId, key) : folder.load();
            Facebank valid = bank.validAt(System.currentTimeMillis());
            if (valid.isEmpty()) {
                LOG.warn(
                        "facebank: {} has nobody in it{} (expected: PERSON/*.jpg|png|webp); every face will be unknown",
                        path,
                        folder == null ? "" : ": " + folder.report().summary());
            }
            name = valid.version();
            number = valid.number();
            FacebankChange beside = new FacebankChange(number, name, List.of(), List.of());
            if (shadow != null) {
                Facebank second = shadow.load().validAt(System.currentTimeMillis());
                shadowNumber = second.number();
                beside = new FacebankChange(second.number(), second.version(), second.records(), List.of());
            }
            send(new FacebankChange(number, name, valid.records(), List.of()), beside, readSettings(), outlet);
            return true;
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
        return folder != null && poll(folder, outlet);
    }

    private boolean poll(FacebankFolder watched, Outlet outlet) throws InterruptedException {
        boolean set = readSettings();
        FacebankChange nothing = new FacebankChange(number, name, List.of(), List.of());
        FacebankChange change = watched.poll().orElse(nothing);
        FacebankChange beside = shadow == null ? nothing : shadow.poll().orElse(nothing);
        if (change.isEmpty() && beside.isEmpty()) {
            if (set) {
                send(nothing, nothing, true, outlet);
            }
            return set;
        }
        if (!change.isEmpty()) {
            name = change.version();
            number = change.number();
            LOG.info(
                    "facebank {}: {} templates new or changed, {} gone",
                    name,
                    change.upserts().size(),
                    change.removals().size());
        }
        if (!beside.isEmpty()) {
            shadowNumber = beside.number();
        }
        send(change, beside, set, outlet);
        return true;
    }

    /** Reads the folder's settings; gives whether they have changed. What cannot be understood leaves them as they are. */
    private boolean readSettings() {
        if (folder == null) {
            return false;
        }
        try {
            FolderSettings now = FolderSettings.read(path);
            settingsProblem = "";
            if (now.equals(settings)) {
                return false;
            }
            settings = now;
            settingsChanges++;
            LOG.info(
                    "facebank: settings of {}: fpir {}, margin {} (NaN: the job's own), model {}",
                    path,
                    now.fpir(),
                    now.margin(),
                    now.model().isEmpty() ? "the job's own" : now.model());
            return true;
        } catch (FacebankException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(settingsProblem)) {
                LOG.warn("facebank: {}; going on with the settings that hold", problem);
            }
            settingsProblem = problem;
            return false;
        }
    }

    /** The counts only grow, so that their sum tells a change of any from what was before. */
    private void send(FacebankChange change, FacebankChange beside, boolean set, Outlet outlet)
            throws InterruptedException {
        BankVersion version = new BankVersion(outlet.generation(), number + shadowNumber + settingsChanges);
        List<BankTemplate> templates = templates(change, version);
        List<BankTemplate> shadows = templates(beside, version);
        int size = FacebankUpdate.PART_SIZE;
        for (; templates.size() > size; templates = templates.subList(size, templates.size())) {
            outlet.add(part(version, templates.subList(0, size), List.of()));
        }
        for (; shadows.size() > size; shadows = shadows.subList(size, shadows.size())) {
            outlet.add(part(version, List.of(), shadows.subList(0, size)));
        }
        long now = System.currentTimeMillis();
        outlet.add(new FacebankUpdate(
                name,
                version,
                modelId,
                List.copyOf(templates),
                ignored(change.upserts(), version),
                set ? List.of(new BankSettings(version, settings.fpir(), settings.margin())) : List.of(),
                BankRefusals.NONE,
                0,
                true,
                now,
                now,
                settings.model().isEmpty() ? modelId : settings.model(),
                shadow(shadows)));
    }

    private BankShadow shadow(List<BankTemplate> templates) {
        return shadow == null ? BankShadow.NONE : new BankShadow(shadowId, List.copyOf(templates));
    }

    private List<BankTemplate> templates(FacebankChange change, BankVersion version) {
        List<BankTemplate> templates = new ArrayList<>();
        change.removals().forEach(templateId -> templates.add(BankTemplate.removed(templateId, "", version)));
        change.upserts().forEach(record -> templates.add(template(record, version)));
        return templates;
    }

    private FacebankUpdate part(BankVersion version, List<BankTemplate> templates, List<BankTemplate> shadows) {
        long now = System.currentTimeMillis();
        return new FacebankUpdate(
                name,
                version,
                modelId,
                List.copyOf(templates),
                List.of(),
                List.of(),
                BankRefusals.NONE,
                0,
                false,
                now,
                now,
                modelId,
                shadow(shadows));
    }

    private BankTemplate template(FacebankRecord record, BankVersion version) {
        if (key == null) {
            return BankTemplate.clear(
                    record.templateId(), record.personId(), version, record.validUntilMillis(), record.template());
        }
        SealedTemplate sealed = SealedTemplate.seal(record.template(), key, record.templateId(), record.modelId());
        return BankTemplate.sealed(
                record.templateId(), record.personId(), version, record.validUntilMillis(), sealed.ciphertext());
    }

    /** Of whom nobody is to hear, and of whom one may again. */
    private List<BankPerson> ignored(List<FacebankRecord> records, BankVersion version) {
        Map<String, BankPerson> people = new TreeMap<>();
        for (FacebankRecord record : records) {
            if (record.ignored()) {
                everIgnored.add(record.personId());
            }
            if (everIgnored.contains(record.personId())) {
                people.put(
                        record.personId(),
                        new BankPerson(record.personId(), version, record.ignored(), FacebankRecord.NO_EXPIRY, false));
            }
        }
        return List.copyOf(people.values());
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
        if (shadow != null) {
            shadow.close();
        }
    }

    /**
     * Opens the feed where the source runs.
     *
     * @param path a facebank file or a folder of pictures
     * @param keyFile that holds the key with which templates are sealed; empty for the one of the environment, if there is one
     */
    record Factory(
            String path, ModelChoice models, @Nullable ModelChoice shadow, String device, String keyFile)
            implements FacebankFeed.Factory {
        private static final long serialVersionUID = 1L;

        Factory(String path, ModelChoice models, String device, String keyFile) {
            this(path, models, null, device, keyFile);
        }

        @Override
        public FacebankFeed open() {
            Path place = Path.of(path);
            MasterKey key =
                    MasterKey.find(keyFile.isEmpty() ? null : Path.of(keyFile)).orElse(null);
            return new FolderFeed(
                    place, idOf(models), folder(models), shadow == null ? "" : idOf(shadow), folder(shadow), key);
        }

        private static String idOf(ModelChoice model) {
            return model.open().embedding().card().sha256();
        }

        private @Nullable FacebankFolder folder(@Nullable ModelChoice model) {
            if (model == null || !Files.isDirectory(Path.of(path))) {
                return null;
            }
            return FacebankFolder.open(
                    Path.of(path), Enroller.open(model.open(), Device.parse(device), EnrolmentOptions.defaults()));
        }
    }
}
