package io.facestream.facebank.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.enrolment.Assembly.Material;
import io.facestream.facebank.enrolment.PeopleData.Admission;
import io.facestream.facebank.enrolment.PictureFindings.Findings;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.pose.PoseModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes facebanks of folders of pictures, see the package's description. It remembers the pictures of the last folder: enrolling it
 * again looks at those that have changed. One thread; inside, several pictures are analysed at once.
 */
public final class Enroller implements AutoCloseable {
    private final TemplateModel model;
    private final EnrolmentCache cache;
    private final PictureFindings findings;
    private final PeopleData peopleData;
    private final Assembly assembly;

    Enroller(
            TemplateModel model,
            String modelsKey,
            EnrolmentOptions options,
            FaceReader.Factory readers,
            Path cacheHome,
            Clock clock) {
        this.model = model;
        String analysis = String.join(
                "\n",
                "analysis " + PictureAnalysis.VERSION,
                modelsKey,
                "aligned " + options.aligned(),
                "dominance " + options.dominance());
        this.cache = new EnrolmentCache(cacheHome, PictureFindings.sha256(analysis.getBytes(UTF_8)));
        this.findings = new PictureFindings(new PictureAnalysis(options), readers, options.threads());
        this.peopleData = new PeopleData(clock);
        this.assembly = new Assembly(model, new EnrolmentGate(options, model.minNorm()), new GroupCheck(model));
    }

    /** Opens the models; what pictures gave is kept below {@link ModelStore#home()}. */
    public static Enroller open(ModelPack pack, Device device, EnrolmentOptions options) {
        return open(pack, device, options, ModelStore.home().resolve("enrolment-cache"));
    }

    /** Opens the models; what pictures gave is kept below {@code cacheHome}, in a folder of its own for each facebank folder. */
    public static Enroller open(ModelPack pack, Device device, EnrolmentOptions options, Path cacheHome) {
        return new Enroller(
                TemplateModel.of(pack),
                TemplateModel.keyOf(pack)
                        + (options.poseModel() ? "\n" + PoseModel.in(pack).card() : ""),
                options,
                () -> ModelFaceReader.open(pack, device, options.poseModel()),
                cacheHome,
                Clock.systemUTC());
    }

    /** SHA-256 of the embedding model. */
    public String modelId() {
        return model.sha256();
    }

    /** What people call the embedding model. */
    public String modelName() {
        return model.name();
    }

    /** Enrols a folder without saying how far it has come. */
    public Enrolment enroll(Path folder) {
        return enroll(folder, progress -> {});
    }

    /**
     * Enrols a folder; the facebank's number is 1.
     *
     * @param progress is called on this thread after each picture
     * @throws io.facestream.facebank.FacebankException when there is no such folder
     */
    public Enrolment enroll(Path folder, Consumer<EnrolmentProgress> progress) {
        return enroll(FolderScan.of(folder), cacheOf(folder), progress);
    }

    /**
     * Enrols newcomers: a folder's pictures are compared with each other and with the people of a facebank, whose own pictures are
     * neither looked at nor reported on.
     *
     * @param beside of the same model; somebody with the id of a folder is the same person
     * @throws FacebankException when there is no such folder, or the facebank is of another model
     */
    public Enrolment enrollBeside(Path folder, Facebank beside) {
        if (!beside.isEmpty() && !beside.modelId().equals(model.sha256())) {
            throw new FacebankException("model of the facebank: " + beside.modelName() + " with SHA-256 "
                    + beside.modelId() + " (expected: " + model.name() + " with " + model.sha256() + ")");
        }
        return assembly.assemble(material(FolderScan.of(folder), cacheOf(folder), progress -> {}), beside);
    }

    Enrolment enroll(FolderScan scan, FindingStore store, Consumer<EnrolmentProgress> progress) {
        Facebank nobody = Facebank.of(1, model.sha256(), model.name(), List.of());
        return assembly.assemble(material(scan, store, progress), nobody);
    }

    private Material material(FolderScan scan, FindingStore store, Consumer<EnrolmentProgress> progress) {
        Map<String, Admission> people = peopleData.of(scan.people());
        // Nobody's picture is looked at who may not be enrolled.
        List<ScannedFile> pictures = scan.people().stream()
                .filter(person -> people.get(person.personId()) instanceof Admission.Admitted)
                .flatMap(person -> person.pictures().stream())
                .toList();
        Findings found = findings.of(pictures, store, progress);
        Set<String> sha256s = found.byPath().values().stream()
                .map(PictureFindings.Known::sha256)
                .collect(Collectors.toSet());
        store.keepOnly(sha256s);
        return new Material(scan, people, found.byPath(), found.analysed());
    }

    FindingStore cacheOf(Path folder) {
        return cache.storeOf(folder);
    }

    @Override
    public void close() {
        findings.close();
    }
}
