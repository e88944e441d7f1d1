package io.facestream.evaluate.video;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.Enrolment;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who can be recognised in a run.
 *
 * @param version number and content hash
 * @param templates of all people together
 * @param refused pictures that were not taken; 0 for a facebank file
 */
record FacebankStand(String version, Set<String> people, int templates, int refused) {

    /** Enrols a folder, as the job will, which finds the result in the cache; or reads a facebank file. */
    static FacebankStand of(Path facebank, ModelPack pack, Device device, @Nullable MasterKey key) {
        if (!Files.isDirectory(facebank)) {
            return of(FacebankFile.read(facebank, pack.embedding().card().sha256(), key), 0);
        }
        ProgressLine line = new ProgressLine("enrolling");
        try (Enroller enroller = Enroller.open(pack, device, EnrolmentOptions.defaults())) {
            Enrolment enrolment = enroller.enroll(
                    facebank,
                    progress -> line.show(
                            (double) progress.done() / Math.max(1, progress.total()),
                            progress.done() + " of " + progress.total() + " pictures"));
            int refused = enrolment.report().found() - enrolment.report().taken();
            return of(enrolment.requireUsable(facebank).facebank(), refused);
        } finally {
            line.done();
        }
    }

    private static FacebankStand of(Facebank bank, int refused) {
        if (bank.isEmpty()) {
            throw new FacebankException("facebank: nobody in it (expected: at least one person)");
        }
        Set<String> people = new TreeSet<>();
        bank.records().forEach(record -> people.add(record.personId()));
        return new FacebankStand(bank.version(), people, bank.records().size(), refused);
    }
}
