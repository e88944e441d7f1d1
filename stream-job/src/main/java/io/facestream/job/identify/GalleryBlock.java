package io.facestream.job.identify;

import io.facestream.vision.gallery.Gallery;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of the matrix that is searched, one a JVM: slots whose facebanks have the same people in it share it, and the last one to leave
 * frees it. What counts as the same is the content, so that slots may be at different versions for a moment. For any thread.
 */
final class GalleryBlock implements AutoCloseable {
    private static final Map<String, GalleryBlock> OPEN = new HashMap<>();

    private final String content;
    private final Made made;
    private int users = 1;

    /**
     * A gallery and what became of those who should be in it.
     *
     * @param refused templates that cannot be compared, because they do not open or have another form
     */
    record Made(Gallery gallery, int refused) {}

    private GalleryBlock(String content, Made made) {
        this.content = content;
        this.made = made;
    }

    /**
     * The block of this content, to be closed by each who acquired it.
     *
     * @param content names everything that the gallery depends on
     * @param make makes the gallery if nobody has it
     */
    static GalleryBlock acquire(String content, Supplier<Made> make) {
        GalleryBlock there = used(content);
        if (there != null) {
            return there;
        }
        GalleryBlock mine = new GalleryBlock(content, make.get());
        synchronized (OPEN) {
            GalleryBlock other = OPEN.putIfAbsent(content, mine);
            if (other == null) {
                return mine;
            }
            other.users++;
            mine.made.gallery().close();
            return other;
        }
    }

    private static @Nullable GalleryBlock used(String content) {
        synchronized (OPEN) {
            GalleryBlock block = OPEN.get(content);
            return block == null ? null : block.share();
        }
    }

    /** The same block for one more user, who closes it. */
    GalleryBlock share() {
        synchronized (OPEN) {
            users++;
        }
        return this;
    }

    /** How many blocks this JVM holds. */
    static int open() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    Gallery gallery() {
        return made.gallery();
    }

    int refused() {
        return made.refused();
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(content);
        }
        made.gallery().close();
    }
}
