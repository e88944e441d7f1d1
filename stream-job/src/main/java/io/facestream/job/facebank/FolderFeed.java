package io.facestream.job.facebank;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankChange;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.FacebankFolder;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A facebank from a file, read once, or from a folder of pictures, which is watched. */
public final class FolderFeed implements FacebankFeed {
    private static final Logger LOG = LoggerFactory.getLogger(FolderFeed.class);

    private static final long LOOK_EVERY_MILLIS = 400;

    private final Path path;
    private final String modelId;
    private final @Nullable FacebankFolder folder;
    private Set<String> ignored = Set.of();
    private boolean started;

    private FolderFeed(Path path, String modelId, @Nullable FacebankFolder folder) {
        this.path = path;
        this.modelId = modelId;
        this.folder = folder;
    }

    @Override
    public boolean poll(Outlet outlet) throws InterruptedException {
        if (!started) {
            started = true;
            Facebank bank = folder == null ? FacebankFile.read(path, modelId) : folder.load();
            Facebank valid = bank.validAt(System.currentTimeMillis());
            if (valid.isEmpty()) {
                LOG.warn(
                        "facebank: {} has nobody in it{} (expected: PERSON/*.jpg|png|webp); every face will be unknown",
                        path,
                        folder == null ? "" : ": " + folder.report().summary());
            }
            send(valid, valid.records(), List.of(), outlet);
            return true;
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
        if (folder == null) {
            return false;
        }
        FacebankChange change = folder.poll().orElse(null);
        if (change == null) {
            return false;
        }
        LOG.info(
                "facebank {}: {} templates new or changed, {} gone",
                change.version(),
                change.upserts().size(),
                change.removals().size());
        send(folder.current(), change.upserts(), change.removals(), outlet);
        return true;
    }

    /** @param now the facebank that the change leads to */
    private void send(Facebank now, List<FacebankRecord> records, List<String> removals, Outlet outlet) {
        String name = now.version();
        BankVersion version = new BankVersion(outlet.generation(), now.number());
        List<BankTemplate> templates = new ArrayList<>(FacebankUpdate.PART_SIZE);
        for (String templateId : removals) {
            templates.add(BankTemplate.removed(templateId, "", version));
        }
        for (FacebankRecord record : records) {
            if (templates.size() >= FacebankUpdate.PART_SIZE) {
                outlet.add(part(name, version, templates, List.of(), false));
                templates = new ArrayList<>(FacebankUpdate.PART_SIZE);
            }
            templates.add(BankTemplate.clear(
                    record.templateId(), record.personId(), version, record.validUntilMillis(), record.template()));
        }
        outlet.add(part(name, version, templates, ignoredOrNoLonger(now, version), true));
    }

    private FacebankUpdate part(
            String name, BankVersion version, List<BankTemplate> templates, List<BankPerson> people, boolean commits) {
        return new FacebankUpdate(name, version, modelId, templates, people, commits, System.currentTimeMillis());
    }

    /** The people of whom something else holds than before. */
    private List<BankPerson> ignoredOrNoLonger(Facebank now, BankVersion version) {
        Set<String> before = ignored;
        ignored = now.records().stream()
                .filter(FacebankRecord::ignored)
                .map(FacebankRecord::personId)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> changed = new TreeSet<>(before);
        changed.addAll(ignored);
        long atMillis = System.currentTimeMillis();
        return changed.stream()
                .filter(person -> before.contains(person) != ignored.contains(person))
                .map(person ->
                        BankPerson.of(person, version, atMillis, ignored.contains(person), Long.MAX_VALUE, false))
                .toList();
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
    }

    /**
     * Opens the feed where the source runs.
     *
     * @param path a facebank file or a folder of pictures
     */
    public record Factory(String path, ModelChoice models, String device) implements FacebankFeed.Factory {
        public Factory(String path, ModelChoice models, Device device) {
            this(path, models, device.toString());
        }

        @Override
        public FacebankFeed open() {
            Path place = Path.of(path);
            ModelPack pack = models.open();
            String modelId = pack.embedding().card().sha256();
            FacebankFolder folder = Files.isDirectory(place)
                    ? FacebankFolder.open(place, Enroller.open(pack, Device.parse(device), EnrolmentOptions.defaults()))
                    : null;
            return new FolderFeed(place, modelId, folder);
        }
    }
}
