package io.facestream.console.people;

import io.facestream.cli.console.Watched;
import io.facestream.console.http.Refusal;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.job.crop.CropFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The faces that a run keeps of its visits, opened with the facebank's key. */
final class VisitCrops {
    private final Watched watched;

    VisitCrops(Watched watched) {
        this.watched = watched;
    }

    private Optional<Watched.KeptCrops> kept() {
        return watched.crops();
    }

    /** Why no faces are kept; empty where they are. */
    String missing() {
        return kept().isPresent()
                ? ""
                : "This run keeps no faces, so nobody can be enrolled from a visit. Start it with --crops FOLDER and --facebank-key FILE.";
    }

    /** Visits of which a face is kept. */
    Set<String> visits() {
        if (kept().isEmpty()) {
            return Set.of();
        }
        try {
            return new CropFolder(kept().get().folder())
                    .list().stream().map(CropFolder.Entry::visitId).collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of(); // the folder is made with the first face
        }
    }

    /** A visit's face, 112 x 112 pixels, as JPEG. */
    byte[] read(String visitId) throws Refusal {
        Watched.KeptCrops crops = kept().orElseThrow(() -> new Refusal(404, "face: " + missing()));
        try {
            return new CropFolder(crops.folder())
                    .read(visitId, MasterKey.require(crops.keyFile().orElse(null)));
        } catch (IOException | FacebankException e) {
            throw new Refusal(404, "face: none of this visit (expected: one that the run keeps, with its key)");
        }
    }
}
