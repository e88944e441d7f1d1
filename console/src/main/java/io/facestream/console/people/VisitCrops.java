package io.facestream.console.people;

import io.facestream.console.http.Refusal;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.job.crop.CropFolder;
import io.facestream.job.crop.CropsOptions;
import io.facestream.job.run.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faces that a run keeps of its visits, opened with the facebank's key. */
final class VisitCrops {
    private final JobSettings settings;

    VisitCrops(JobSettings settings) {
        this.settings = settings;
    }

    private Optional<CropsOptions> options() {
        return settings.crops();
    }

    /** Why no faces are kept; empty where they are. */
    String missing() {
        return options().isPresent()
                ? ""
                : "This run keeps no faces, so nobody can be enrolled from a visit. Start it with --crops FOLDER and --facebank-key FILE.";
    }

    /** Visits of which a face is kept. */
    Set<String> visits() {
        if (options().isEmpty()) {
            return Set.of();
        }
        try {
            return new CropFolder(Path.of(options().get().folder()))
                    .list().stream().map(CropFolder.Entry::visitId).collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of(); // the folder is made with the first face
        }
    }

    /** A visit's face, 112 x 112 pixels, as JPEG. */
    byte[] read(String visitId) throws Refusal {
        CropsOptions kept = options().orElseThrow(() -> new Refusal(404, "face: " + missing()));
        @Nullable Path keyFile = kept.keyFile().isEmpty() ? null : Path.of(kept.keyFile());
        try {
            return new CropFolder(Path.of(kept.folder())).read(visitId, MasterKey.require(keyFile));
        } catch (IOException | FacebankException e) {
            throw new Refusal(404, "face: none of this visit (expected: one that the run keeps, with its key)");
        }
    }
}
