package io.facestream.console.threshold;

import io.facestream.console.model.ChosenModel;
import io.facestream.console.model.RunModels;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.FacebankFolder;
import io.facestream.facebank.enrolment.FolderSettings;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.ModelInForce;
import io.facestream.facebank.topic.TopicFacebank;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the run's facebank lies, and how its settings are changed there. One thread. */
sealed interface FacebankPlace extends AutoCloseable {
    /** What lies there now. */
    Content read();

    /** Sets the rate for all running jobs; NaN for each job's own. Throws {@link FacebankException} if that cannot be. */
    void set(double fpir);

    /** Whether running jobs take another setting from there. */
    boolean changesLive();

    /** Folder, file or topic. */
    String kind();

    /** Whether another model than that of {@link #read} before is in force by now; cheap, and false where {@link #read} is as cheap. */
    default boolean isPromoted() {
        return false;
    }

    @Override
    default void close() {}

    /**
     * What lies at a place.
     *
     * @param fpir that is set there; NaN for each job's own
     * @param by with which model its scores are to be judged
     */
    record Content(Facebank facebank, double fpir, ChosenModel by) {}

    /** Where the input is. */
    static FacebankPlace of(FacebankInput input, RunModels models, Device device) {
        if (input.isNone()) {
            throw new FacebankException(
                    "facebank: not told where it is (expected: a console started with --facebank kafka://TOPIC or a folder)");
        }
        Path keyFile = input.keyFile().isEmpty() ? null : Path.of(input.keyFile());
        if (input.topic().isPresent()) {
            return new Topic(input.topic().get(), keyFile, models);
        }
        Path path = Path.of(input.path());
        if (!Files.isDirectory(path)) {
            return new InFile(path, new ChosenModel(models.own(), ""), keyFile);
        }
        return new Folder(path, models, device);
    }

    /** A watched folder; what its pictures gave is kept on disk, so that the job and this read each of them once. */
    final class Folder implements FacebankPlace {
        private final Path path;
        private final RunModels models;
        private final Device device;
        private @Nullable FacebankFolder folder;

        Folder(Path path, RunModels models, Device device) {
            this.path = path;
            this.models = models;
            this.device = device;
        }

        @Override
        public Content read() {
            FolderSettings settings = FolderSettings.read(path);
            ChosenModel by = models.inForce(settings.model(), "", path.toString());
            return new Content(folder(by.pack()), settings.fpir(), by);
        }

        private Facebank folder(ModelPack by) {
            FacebankFolder open = folder;
            if (open != null
                    && open.current().modelId().equals(by.embedding().card().sha256())) {
                open.poll();
                return open.current();
            }
            close();
            FacebankFolder opened = FacebankFolder.open(
                    path, Enroller.open(by, device, EnrolmentOptions.defaults().withThreads(1)));
            try {
                Facebank loaded = opened.load();
                folder = opened;
                return loaded;
            } finally {
                if (folder == null) {
                    opened.close();
                }
            }
        }

        @Override
        public void set(double fpir) {
            FolderSettings now = FolderSettings.read(path);
            new FolderSettings(fpir, now.margin(), now.model()).write(path);
        }

        @Override
        public boolean changesLive() {
            return true;
        }

        @Override
        public String kind() {
            return "folder";
        }

        @Override
        public void close() {
            if (folder != null) {
                folder.close();
                folder = null;
            }
        }
    }

    /** A facebank file, which is read once, by the job as here. */
    record InFile(Path path, ChosenModel by, @Nullable Path keyFile) implements FacebankPlace {
        @Override
        public Content read() {
            Optional<MasterKey> key = MasterKey.find(keyFile);
            return new Content(FacebankFile.read(path, by.card().sha256(), key.orElse(null)), Double.NaN, by);
        }

        @Override
        public void set(double fpir) {
            throw new FacebankException(
                    "facebank: a file (expected: a folder or a topic, whose settings a running job takes)");
        }

        @Override
        public boolean changesLive() {
            return false;
        }

        @Override
        public String kind() {
            return "file";
        }
    }

    /** A topic. */
    final class Topic implements FacebankPlace {
        private static final String AUTHOR = "console";

        private final KafkaAddress address;
        private final @Nullable Path keyFile;
        private final RunModels models;
        private String modelId = "";

        Topic(KafkaAddress address, @Nullable Path keyFile, RunModels models) {
            this.address = address;
            this.keyFile = keyFile;
            this.models = models;
        }

        @Override
        public Content read() {
            TopicFacebank there = TopicFacebank.read(address.topic(), address.client(), MasterKey.require(keyFile));
            double fpir = there.settings().map(row -> row.fpir()).orElse(Double.NaN);
            modelId = there.commit().modelId();
            return new Content(
                    there.facebank(),
                    fpir,
                    models.inForce(modelId, there.commit().modelName(), address.toString()));
        }

        @Override
        public boolean isPromoted() {
            return ModelInForce.of(address.topic(), address.client())
                    .filter(now -> !now.modelId().equals(modelId))
                    .isPresent();
        }

        @Override
        public void set(double fpir) {
            try (FacebankTopicWriter writer =
                    FacebankTopicWriter.open(address.topic(), address.client(), MasterKey.require(keyFile), AUTHOR)) {
                writer.settings(fpir, writer.settings().margin());
            }
        }

        @Override
        public boolean changesLive() {
            return true;
        }

        @Override
        public String kind() {
            return "topic";
        }
    }
}
