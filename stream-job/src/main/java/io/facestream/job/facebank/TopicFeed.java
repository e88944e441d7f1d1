package io.facestream.job.facebank;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.topic.FacebankRow;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.RefusedRow;
import io.facestream.facebank.topic.FacebankRow.RemovalRow;
import io.facestream.facebank.topic.FacebankRow.ResetRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import io.facestream.facebank.topic.FacebankTopicReader;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A facebank from a compacted topic. What is there is a full snapshot, which the last commit ends; then each commit ends a change. A topic
 * that was re-created or cut off is read again as another snapshot, and until that has a commit the old one holds. Templates stay sealed.
 * Whatever Kafka does, the feed waits and tries again: recognition goes on with what it has.
 */
final class TopicFeed implements FacebankFeed {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);

    private static final Duration WAIT = Duration.ofMillis(100);
    private static final long AGAIN_MILLIS = 1_000;

    private final KafkaAddress address;
    private final String modelId;
    private final String shadowId;
    private final Set<String> otherModel = new HashSet<>();
    private @Nullable FacebankTopicReader reader;
    private boolean caughtUp;
    private boolean everCommitted;
    private boolean waiting;
    private @Nullable CommitRow lastCommit;

    // of the part that is being filled
    private List<BankTemplate> templates = new ArrayList<>();
    private List<BankTemplate> shadows = new ArrayList<>();
    private List<BankPerson> people = new ArrayList<>();
    private List<BankSettings> settings = new ArrayList<>();
    private List<DeadLetter> refused = new ArrayList<>();

    /** @param shadowId the job's second model; empty for none */
    TopicFeed(KafkaAddress address, String modelId, String shadowId) {
        this.address = address;
        this.modelId = modelId;
        this.shadowId = shadowId;
    }

    @Override
    public boolean poll(Outlet outlet) throws InterruptedException {
        try {
            if (reader == null) {
                reader = FacebankTopicReader.open(address.topic(), address.client(), null);
            }
            List<FacebankRow> rows = reader.poll(WAIT);
            for (FacebankRow row : rows) {
                take(row, outlet);
            }
            if (!caughtUp && reader.caughtUp()) {
                endSnapshot(outlet);
            }
            if (waiting) {
                waiting = false;
                LOG.info("facebank: {} answers again", address);
            }
            return !rows.isEmpty();
        } catch (FacebankException | KafkaException e) {
            if (e instanceof org.apache.kafka.common.errors.InterruptException) {
                throw new InterruptedException();
            }
            if (!waiting) {
                waiting = true;
                LOG.warn("facebank: {}: {}; trying again", address, e.getMessage());
            }
            Thread.sleep(AGAIN_MILLIS);
            return false;
        }
    }

    private void take(FacebankRow row, Outlet outlet) throws InterruptedException {
        long generation = outlet.generation();
        if (row instanceof TemplateRow template) {
            List<BankTemplate> ofModel = templatesOf(template.modelId());
            if (ofModel != null) {
                ofModel.add(BankTemplate.sealed(
                        template.templateId(),
                        template.personId(),
                        new BankVersion(generation, template.version()),
                        Long.MAX_VALUE,
                        template.template().ciphertext()));
            } else {
                otherModel.add(template.key());
            }
        } else if (row instanceof RemovalRow removal) {
            List<BankTemplate> ofModel = templatesOf(removal.modelId());
            if (ofModel != null) {
                ofModel.add(BankTemplate.removed(
                        removal.templateId(), removal.personId(), new BankVersion(generation, removal.version())));
            }
            otherModel.remove(removal.key());
        } else if (row instanceof PersonRow person) {
            people.add(new BankPerson(
                    person.personId(),
                    new BankVersion(generation, person.version()),
                    person.ignored(),
                    person.validUntilMillis(),
                    person.erased()));
        } else if (row instanceof SettingsRow setting) {
            settings.add(
                    new BankSettings(new BankVersion(generation, setting.version()), setting.fpir(), setting.margin()));
        } else if (row instanceof CommitRow commit) {
            lastCommit = commit;
            if (caughtUp) {
                commit(commit, outlet);
            }
        } else if (row instanceof RefusedRow refusal) {
            LOG.warn("facebank: offset {} of {}: refused: {}", refusal.offset(), address, refusal.reason());
            refused.add(new DeadLetter(
                    BankRefusals.NO_ROW,
                    address.topic(),
                    0,
                    refusal.offset(),
                    refusal.sizeBytes(),
                    refusal.sha256(),
                    refusal.reason()));
        } else if (row instanceof ResetRow) {
            reset(outlet);
        }
        if (templates.size() + shadows.size() + people.size() + refused.size() >= FacebankUpdate.PART_SIZE) {
            outlet.add(part("", new BankVersion(outlet.generation(), Long.MAX_VALUE), 0, modelId, false));
        }
    }

    /** Where templates of a model go; null where the job has not got the model. */
    private @Nullable List<BankTemplate> templatesOf(String model) {
        if (model.equals(modelId)) {
            return templates;
        }
        return !shadowId.isEmpty() && model.equals(shadowId) ? shadows : null;
    }

    private void reset(Outlet outlet) {
        templates.clear();
        shadows.clear();
        people.clear();
        settings.clear();
        otherModel.clear();
        lastCommit = null;
        caughtUp = false;
        outlet.nextGeneration();
    }

    private void endSnapshot(Outlet outlet) throws InterruptedException {
        caughtUp = true;
        if (lastCommit != null) {
            commit(lastCommit, outlet);
        } else if (everCommitted) {
            LOG.warn("facebank: {} has no version in it any more; the last one is used until there is one", address);
        } else {
            LOG.warn(
                    "facebank: {} has nobody in it (expected: what `./facestream facebank publish` writes); every face will be unknown",
                    address);
            outlet.add(part("0", new BankVersion(outlet.generation(), -1), 0, modelId, true));
        }
    }

    private void commit(CommitRow commit, Outlet outlet) throws InterruptedException {
        boolean known = commit.modelId().equals(modelId) || commit.modelId().equals(shadowId);
        if (!otherModel.isEmpty() && !known) {
            LOG.warn(
                    "facebank {}: {} templates: refused: model {} (expected: {}, the job's)",
                    commit.version(),
                    otherModel.size(),
                    commit.modelId(),
                    modelId);
        } else if (!otherModel.isEmpty()) {
            LOG.info(
                    "facebank {}: {} templates are of models that this job has not got; they are left out",
                    commit.version(),
                    otherModel.size());
        }
        everCommitted = true;
        BankVersion version = new BankVersion(outlet.generation(), commit.number());
        outlet.add(part(commit.version(), version, commit.atMillis(), commit.modelId(), true));
    }

    private FacebankUpdate part(
            String name, BankVersion version, long changedAtMillis, String inForce, boolean commits) {
        String origin = reader == null ? "" : reader.position().topicId();
        FacebankUpdate part = new FacebankUpdate(
                name,
                version,
                modelId,
                templates,
                people,
                settings,
                new BankRefusals(origin, refused),
                otherModel.size(),
                commits,
                changedAtMillis,
                System.currentTimeMillis(),
                inForce,
                shadowId.isEmpty() ? BankShadow.NONE : new BankShadow(shadowId, shadows));
        templates = new ArrayList<>();
        shadows = new ArrayList<>();
        people = new ArrayList<>();
        settings = new ArrayList<>();
        refused = new ArrayList<>();
        return part;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    /** Opens the feed where the source runs. */
    record Factory(
            KafkaAddress address,
            ModelChoice models,
            @Nullable ModelChoice shadow) implements FacebankFeed.Factory {
        private static final long serialVersionUID = 1L;

        @Override
        public FacebankFeed open() {
            String shadowId =
                    shadow == null ? "" : shadow.open().embedding().card().sha256();
            return new TopicFeed(address, models.open().embedding().card().sha256(), shadowId);
        }
    }
}
