package io.facestream.job.crop;

import io.facestream.job.identify.IdentifiedFace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Crops on their way round the embedding, in the memory of this JVM only and bounded: first each shot by its place, then the best of each
 * face. One for all tasks of this JVM that write to one folder; safe for use by many threads.
 */
final class CropShelf implements AutoCloseable {
    private static final int MOST_SHOTS = 512;
    private static final int MOST_FACES = 1_024;
    private static final Map<String, CropShelf> OPEN = new HashMap<>();

    private final String name;
    private final Map<Shot, byte[]> shots = new Bounded<>(MOST_SHOTS);
    private final Map<String, Crop> faces = new Bounded<>(MOST_FACES);
    private int users;

    private CropShelf(String name) {
        this.name = name;
    }

    private record Shot(String cameraId, long capturedAtMillis, float x, float y) {}

    /** @param bgr 112 x 112 pixels, row-major */
    record Crop(float quality, byte[] bgr) {}

    /** To be closed by each who acquired it; the last one clears it. */
    static CropShelf acquire(String name) {
        synchronized (OPEN) {
            CropShelf shelf = OPEN.computeIfAbsent(name, CropShelf::new);
            shelf.users++;
            return shelf;
        }
    }

    synchronized void put(String cameraId, long capturedAtMillis, float x, float y, byte[] bgr) {
        shots.put(new Shot(cameraId, capturedAtMillis, x, y), bgr);
    }

    /**
     * Takes the crop of a shot off the shelf; the better one of its face stays, and none of somebody who is ignored.
     *
     * @return false where the shot is not there
     */
    synchronized boolean claim(String cameraId, long capturedAtMillis, IdentifiedFace face) {
        byte[] bgr = shots.remove(new Shot(cameraId, capturedAtMillis, face.x(), face.y()));
        if (face.decision().ignored()) {
            faces.remove(face.trackId());
        } else if (bgr != null) {
            Crop crop = new Crop(face.quality(), bgr);
            faces.merge(face.trackId(), crop, (kept, next) -> next.quality > kept.quality ? next : kept);
        }
        return bgr != null;
    }

    synchronized Optional<Crop> best(String trackId) {
        return Optional.ofNullable(faces.get(trackId));
    }

    synchronized void forget(String trackId) {
        faces.remove(trackId);
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(name);
            }
        }
    }

    /** Forgets what was put first. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
