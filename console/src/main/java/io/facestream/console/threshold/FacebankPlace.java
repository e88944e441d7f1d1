package io.facestream.console.threshold;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.facebank.enrolment.FacebankFolder;
import io.facestream.facebank.enrolment.FolderSettings;
import io.facestream.facebank.topic.FacebankTopicWriter;
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

    @Override
    default void close() {}

    /**
     * What lies at a place.
     *
     * @param fpir that is set there; NaN for each job's own
     */
    record Content(Facebank facebank, double fpir) {}

    /** Where the input is. */
    static FacebankPlace of(FacebankInput input, ModelPack pack, Device device) {
        if (input.isNone()) {
            throw new FacebankException(
                    "facebank: not told where it is (expected: a console started with --facebank kafka://TOPIC or a folder)");
        }
        Path keyFile = input.keyFile().isEmpty() ? null : Path.of(input.keyFile());
        if (input.topic().isPresent()) {
            return new Topic(input.topic().get(), keyFile);
        }
        Path path = Path.of(input.path());
        if (!Files.isDirectory(path)) {
            return new InFile(path, pack.embedding().card().sha256(), keyFile);
        }
        Enroller enroller =
                Enroller.open(pack, device, EnrolmentOptions.defaults().withThreads(1));
        return new Folder(path, FacebankFolder.open(path, enroller));
    }

    /** A watched folder; what its pictures gave is kept on disk, so that the job and this read each of them once. */
    final class Folder implements FacebankPlace {
        private final Path path;
        private final FacebankFolder folder;
        private boolean loaded;

        Folder(Path path, FacebankFolder folder) {
            this.path = path;
            this.folder = folder;
        }

        @Override
        public Content read() {
            if (loaded) {
                folder.poll();
            } else {
                folder.load();
                loaded = true;
            }
            return new Content(folder.current(), FolderSettings.read(path).fpir());
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
            folder.close();
        }
    }

    /** A facebank file, which is read once, by the job as here. */
    record InFile(Path path, String modelId, @Nullable Path keyFile) implements FacebankPlace {
        @Override
        public Content read() {
            Optional<MasterKey> key = MasterKey.find(keyFile);
            return new Content(FacebankFile.read(path, modelId, key.orElse(null)), Double.NaN);
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
    record Topic(KafkaAddress address, @Nullable Path keyFile) implements FacebankPlace {
        private static final String AUTHOR = "console";

        @Override
        public Content read() {
            TopicFacebank there = TopicFacebank.read(address.topic(), address.client(), MasterKey.require(keyFile));
            double fpir = there.settings().map(row -> row.fpir()).orElse(Double.NaN);
            return new Content(there.facebank(), fpir);
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
