package io.facestream.job.identify;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.Template;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some of a slot's people, whose block is made anew when one of them changes. One thread. */
final class GalleryPart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GalleryPart.class);

    private final Set<String> people = new TreeSet<>();
    private final Set<String> withoutKey = new TreeSet<>();
    private boolean stale;
    private @Nullable GalleryBlock block;
    private long digest;
    private int templates;

    /** Says that a person is new, has changed or is gone. */
    void touch(String personId) {
        people.add(personId);
        stale = true;
    }

    /** Makes the block anew if anybody has changed. */
    void refresh(PeopleCatalog catalog, VectorOpener vectors, String modelId, int dimension, long atMillis) {
        if (!stale) {
            return;
        }
        stale = false;
        withoutKey.clear();
        digest = 0;
        templates = 0;
        Map<String, List<BankTemplate>> chosen = new TreeMap<>();
        for (String personId : people) {
            List<BankTemplate> own = catalog.usable(personId, atMillis);
            if (own.stream().anyMatch(BankTemplate::isSealed) && !vectors.hasKey(personId)) {
                withoutKey.add(personId);
            } else if (!own.isEmpty()) {
                chosen.put(personId, own);
                templates += own.size();
                for (BankTemplate template : own) {
                    digest += template.contribution();
                }
            }
        }
        people.retainAll(catalog.everybody());
        GalleryBlock before = block;
        block = chosen.isEmpty()
                ? null
                : GalleryBlock.acquire(modelId + contentOf(chosen), () -> made(chosen, vectors, modelId, dimension));
        if (before != null) {
            before.close();
        }
    }

    private static GalleryBlock.Made made(
            Map<String, List<BankTemplate>> chosen, VectorOpener vectors, String modelId, int dimension) {
        List<Template> means = new ArrayList<>(chosen.size());
        int refused = 0;
        for (Map.Entry<String, List<BankTemplate>> entry : chosen.entrySet()) {
            OpenedPerson person = OpenedPerson.of(entry.getValue(), vectors, modelId, dimension);
            means.addAll(person.mean());
            refused += person.refused();
        }
        return new GalleryBlock.Made(Gallery.of(means), refused);
    }

    private static String contentOf(Map<String, List<BankTemplate>> chosen) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            chosen.forEach((personId, own) -> {
                sha.update(personId.getBytes(StandardCharsets.UTF_8));
                for (BankTemplate template : own) {
                    sha.update((byte) 0);
                    sha.update(template.templateId().getBytes(StandardCharsets.UTF_8));
                    sha.update(number.putLong(0, template.digest()).array());
                }
                sha.update((byte) 1);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Says that those whose key was not there are to be tried again. */
    void retryWithoutKey() {
        stale |= !withoutKey.isEmpty();
    }

    Set<String> people() {
        return people;
    }

    /** People who are in no block, because their key is not there. */
    int withoutKey() {
        return withoutKey.size();
    }

    /** Templates of those in the block. */
    int templates() {
        return templates;
    }

    /** Names the block's content; digests of parts are added up. */
    long digest() {
        return digest;
    }

    @Nullable
    GalleryBlock block() {
        return block;
    }

    @Override
    public void close() {
        if (block != null) {
            block.close();
            block = null;
        }
    }
}
