package io.facestream.job.identify;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The matrix that is searched, one a JVM: slots whose state holds the same templates share it, and the last one to leave frees it. What
 * counts as the same is the content, so that slots may be at different versions for a moment.
 */
final class SharedGallery implements AutoCloseable {
    private static final Map<String, SharedGallery> OPEN = new HashMap<>();

    private final String key;
    private final Gallery gallery;
    private int users;

    private SharedGallery(String key, Gallery gallery) {
        this.key = key;
        this.gallery = gallery;
    }

    /** The gallery of these templates; to be closed by each who acquired it. */
    static SharedGallery acquire(List<BankTemplate> templates) {
        String key = contentOf(templates);
        synchronized (OPEN) {
            SharedGallery shared = OPEN.computeIfAbsent(key, content -> {
                List<Template> rows = new ArrayList<>(templates.size());
                for (BankTemplate template : templates) {
                    rows.add(new Template(template.templateId(), template.personId(), template.unit()));
                }
                return new SharedGallery(content, Gallery.of(PersonMean.of(rows)));
            });
            shared.users++;
            return shared;
        }
    }

    /** How many galleries this JVM holds. */
    static int open() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    Gallery gallery() {
        return gallery;
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(key);
                gallery.close();
            }
        }
    }

    /** A template's id names its person, picture and model, and so its vector. */
    private static String contentOf(List<BankTemplate> templates) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            templates.stream()
                    .sorted(Comparator.comparing(BankTemplate::templateId))
                    .forEach(template -> {
                        sha.update(template.templateId().getBytes(StandardCharsets.UTF_8));
                        sha.update((byte) 0);
                        sha.update(template.personId().getBytes(StandardCharsets.UTF_8));
                        sha.update((byte) 0);
                    });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 belongs to every JVM", e);
        }
    }
}
