package io.facestream.vision.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.embed.LfwCrops;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LfwGalleryIT {
    @Test
    void realProbesFindTheirPersonByEachWayAlike() {
        List<Template> templates = new ArrayList<>();
        List<Template> probes = new ArrayList<>();
        try (FaceEmbedder embedder = FaceEmbedder.open(ModelStore.defaultPack(), Device.CPU)) {
            for (Path file : LfwCrops.first(400)) {
                Embedding embedding =
                        embedder.embed(List.of(LfwCrops.read(file))).get(0);
                String person = file.getParent().getFileName().toString();
                boolean enrolled =
                        templates.stream().anyMatch(other -> other.personId().equals(person));
                (enrolled ? probes : templates)
                        .add(new Template(file.getFileName().toString(), person, embedding.unit()));
            }
        }
        assertThat(probes).hasSizeGreaterThan(100);
        try (Gallery vector = Gallery.of(templates, GalleryPath.VECTOR);
                Gallery product = Gallery.of(templates, GalleryPath.MATRIX_PRODUCT);
                Gallery plain = Gallery.of(templates, GalleryPath.PLAIN)) {
            int right = 0;
            for (Template probe : probes) {
                List<Candidate> expected = plain.search(probe.unit(), 5);
                assertThat(vector.search(probe.unit(), 5)).isEqualTo(expected);
                assertThat(product.search(probe.unit(), 5)).isEqualTo(expected);
                right += expected.get(0).personId().equals(probe.personId()) ? 1 : 0;
            }
            assertThat(right)
                    .as("probes of %d whose person comes first", probes.size())
                    .isGreaterThan(probes.size() * 96 / 100);
        }
    }
}
