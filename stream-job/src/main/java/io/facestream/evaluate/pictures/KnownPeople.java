package io.facestream.evaluate.pictures;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.Enrolment;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.EnrolmentProgress;
import io.facestream.job.identify.PeopleSearch;
import io.facestream.job.identify.RankedPerson;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.threshold.MatchThresholds;
import io.facestream.vision.threshold.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A facebank that pictures are held against: searched as the job does, with the thresholds that it would use. */
public final class KnownPeople implements PeopleSearch, AutoCloseable {
    private final Gallery gallery;
    private final MatchThresholds table;
    private final double fpir;
    private final String version;
    private final String modelId;
    private final String modelName;
    private final List<String> ignored;

    private KnownPeople(Facebank facebank, ModelCard card, double fpir) {
        this.table = MatchThresholds.of(card);
        this.fpir = fpir;
        this.version = facebank.version();
        this.modelId = facebank.modelId();
        this.modelName = card.id();
        this.ignored = facebank.records().stream()
                .filter(FacebankRecord::ignored)
                .map(FacebankRecord::personId)
                .distinct()
                .toList();
        this.gallery = Gallery.of(PersonMean.of(facebank.records().stream()
                .map(record -> new Template(record.templateId(), record.personId(), record.template()))
                .toList()));
    }

    /**
     * Reads a facebank file, or enrols a folder of pictures.
     *
     * @param key opens an encrypted file; null for none
     * @param fpir share of strangers' faces that may get a name
     * @param progress told how far enrolling a folder has come
     * @throws io.facestream.facebank.FacebankException if there is nobody in it
     */
    public static KnownPeople open(
            Path facebank,
            ModelPack pack,
            Device device,
            @Nullable MasterKey key,
            double fpir,
            Consumer<EnrolmentProgress> progress) {
        ModelCard card = pack.embedding().card();
        if (!Files.isDirectory(facebank)) {
            Facebank file = FacebankFile.read(facebank, card.sha256(), key);
            return new KnownPeople(file.validAt(System.currentTimeMillis()), card, fpir);
        }
        try (Enroller enroller = Enroller.open(pack, device, EnrolmentOptions.defaults())) {
            Enrolment enrolment = enroller.enroll(facebank, progress);
            enrolment.requireUsable(facebank);
            return new KnownPeople(enrolment.facebank().validAt(System.currentTimeMillis()), card, fpir);
        }
    }

    @Override
    public List<RankedPerson> search(float[] probe, int k) {
        return gallery.search(probe, k).stream()
                .map(candidate -> new RankedPerson(candidate.personId(), candidate.score()))
                .toList();
    }

    @Override
    public int people() {
        return gallery.people();
    }

    @Override
    public float threshold(int shots) {
        return (float) table.at(fpir, people(), shots).value();
    }

    /** Threshold of a face that was seen once, and what it is founded on. */
    public String thresholdInWords() {
        Threshold threshold = table.at(fpir, people(), 1);
        return String.format(
                Locale.ROOT,
                "%.3f for one look at a face and %s, so that %s %% of strangers' faces get a name (card of %s%s)",
                threshold.value(),
                people() == 1 ? "1 person" : people() + " people",
                PairThreshold.percent(fpir),
                modelName,
                threshold.clamped() ? "; beyond its table, the nearest value" : "");
    }

    @Override
    public List<String> ignored() {
        return ignored;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public void close() {
        gallery.close();
    }
}
