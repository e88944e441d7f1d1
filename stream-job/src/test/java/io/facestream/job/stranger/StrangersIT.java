package io.facestream.job.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.vision.TestData;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.embed.LfwCrops;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.threshold.MatchThresholds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real faces: thirty people of fold 8 of LFW, on whom no threshold was measured, five visits each of one photograph. */
class StrangersIT {
    private static final Logger LOG = LoggerFactory.getLogger(StrangersIT.class);
    private static final int PEOPLE = 30;
    private static final int VISITS = 5;

    private record Seen(String person, String visitId, float[] unit) {}

    @Test
    void thirtyStrangersOfFiveVisitsAreToldApart() throws Exception {
        TestData.models();
        ModelPack pack = ModelStore.defaultPack();
        List<Seen> visits = visits(pack);
        double worst = 1;
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(visits, new Random(seed));
            double f = bCubed(
                    visits, clusters(visits, MatchThresholds.of(pack.embedding().card())));
            worst = Math.min(worst, f);
        }
        LOG.info("BCubed F of {} strangers with {} visits: {} at worst", PEOPLE, VISITS, worst);
        assertThat(worst).isGreaterThan(0.98);
    }

    private static List<Seen> visits(ModelPack pack) throws Exception {
        List<Seen> visits = new ArrayList<>();
        Path shared = TestData.shared("lfw/aligned-112");
        int people = 0;
        try (FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
            for (String line : Files.readAllLines(TestData.shared("lfw/people.tsv"))) {
                String[] fields = line.split("\t");
                Path folder = shared.resolve(fields[0]);
                if (people == PEOPLE || !fields[2].equals("8") || !Files.isDirectory(folder)) {
                    continue;
                }
                List<Path> files;
                try (Stream<Path> all = Files.list(folder)) {
                    files = all.sorted().limit(VISITS).toList();
                }
                if (files.size() == VISITS) {
                    people++;
                    for (Path file : files) {
                        float[] unit = embedder.embed(List.of(LfwCrops.read(file)))
                                .get(0)
                                .unit();
                        visits.add(new Seen(fields[0], file.getFileName().toString(), unit));
                    }
                }
            }
        }
        assertThat(visits).hasSize(PEOPLE * VISITS);
        return visits;
    }

    /** The stranger of each visit in the end, merges and splits followed. */
    private static Map<String, String> clusters(List<Seen> visits, MatchThresholds thresholds) throws Exception {
        MemoryBook book = new MemoryBook();
        Strangers strangers = new Strangers(book, thresholds, new StrangerOptions(1L << 40, 1_000, 0.01));
        Map<String, String> strangerOf = new HashMap<>();
        for (int i = 0; i < visits.size(); i++) {
            Seen seen = visits.get(i);
            strangers.seen(MadeVisits.visit(seen.visitId(), "door", i * 60_000L, seen.unit(), 1));
            for (IdentityEvent event : strangers.takeEvents()) {
                if (event.type() == EventType.STRANGERS_MERGED) {
                    strangerOf.replaceAll((visit, stranger) ->
                            stranger.equals(event.otherStrangerId()) ? event.strangerId() : stranger);
                } else {
                    strangerOf.put(event.visitId(), event.strangerId());
                }
            }
        }
        return strangerOf;
    }

    /** Amigó et al. 2009: precision and recall of each visit's stranger, averaged over the visits. */
    private static double bCubed(List<Seen> visits, Map<String, String> strangerOf) {
        double precision = 0;
        double recall = 0;
        for (Seen one : visits) {
            int together = 0;
            int both = 0;
            int same = 0;
            for (Seen other : visits) {
                boolean inOne = strangerOf.get(one.visitId()).equals(strangerOf.get(other.visitId()));
                boolean ofOne = one.person().equals(other.person());
                together += inOne ? 1 : 0;
                same += ofOne ? 1 : 0;
                both += inOne && ofOne ? 1 : 0;
            }
            precision += (double) both / together;
            recall += (double) both / same;
        }
        precision /= visits.size();
        recall /= visits.size();
        LOG.info("BCubed precision {}, recall {}", precision, recall);
        return 2 * precision * recall / (precision + recall);
    }
}
