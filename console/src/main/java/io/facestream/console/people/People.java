package io.facestream.console.people;

import io.facestream.cli.console.Watched;
import io.facestream.console.model.RunModels;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.job.facebank.FacebankInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The people of a run; opened when somebody first asks for them. Thread-safe. */
public final class People implements AutoCloseable {
    private final Watched watched;
    private final RunModels models;
    private @Nullable PeopleStore store;

    public People(Watched watched, RunModels models) {
        this.watched = watched;
        this.models = models;
    }

    synchronized PeopleStore store() throws IOException {
        PeopleStore open = store;
        if (open == null) {
            open = open(watched, models);
            store = open;
        }
        return open;
    }

    private static PeopleStore open(Watched watched, RunModels models) throws IOException {
        FacebankInput facebank = watched.facebank();
        if (facebank.isNone()) {
            return new NoPeople();
        }
        @Nullable Path keyFile = facebank.keyFile().isEmpty() ? null : Path.of(facebank.keyFile());
        if (facebank.topic().isPresent()) {
            return new TopicPeople(facebank.topic().get(), MasterKey.require(keyFile), models, watched.device());
        }
        Path path = Path.of(facebank.path());
        return Files.isDirectory(path)
                ? new FolderPeople(path, models, watched.device())
                : new FilePeople(
                        facebank.path(),
                        () -> FacebankFile.read(path, MasterKey.find(keyFile).orElse(null)));
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
    }
}
