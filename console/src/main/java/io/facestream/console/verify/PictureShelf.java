package io.facestream.console.verify;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The pictures that wait to be compared, each with the session that sent it; the oldest go when there are too many. Thread-safe. */
final class PictureShelf {
    /** How long a picture is kept. */
    static final Duration KEPT = Duration.ofMinutes(10);

    /** Of one session. */
    static final int MOST_OF_ONE = 8;

    /** Of all sessions together; some 100 MB. */
    static final int MOST = 80;

    private static final int ID_BYTES = 12;

    private record Place(String session, HeldPicture picture, long untilNanos) {}

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanos;
    private final LinkedHashMap<String, Place> places = new LinkedHashMap<>();

    PictureShelf(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Keeps a picture; gives the id by which its session finds it. */
    synchronized String put(String session, HeldPicture picture) {
        forgetOld();
        if (places.values().stream()
                        .filter(place -> place.session().equals(session))
                        .count()
                >= MOST_OF_ONE) {
            forgetOldest(session);
        }
        if (places.size() >= MOST) {
            places.remove(places.keySet().iterator().next());
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        places.put(id, new Place(session, picture, nanos.getAsLong() + KEPT.toNanos()));
        return id;
    }

    private void forgetOldest(String session) {
        Iterator<Map.Entry<String, Place>> oldest = places.entrySet().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().getValue().session().equals(session)) {
                oldest.remove();
                return;
            }
        }
    }

    /** A session's own picture; nobody else's. */
    synchronized Optional<HeldPicture> find(String session, String id) {
        forgetOld();
        return Optional.ofNullable(places.get(id))
                .filter(place -> place.session().equals(session))
                .map(Place::picture);
    }

    /** Forgets a session's own picture; gives whether it was there. */
    synchronized boolean forget(String session, String id) {
        Place place = places.get(id);
        return place != null && place.session().equals(session) && places.remove(id) != null;
    }

    /** Forgets whatever a session sent. */
    synchronized void forgetAll(String session) {
        places.values().removeIf(place -> place.session().equals(session));
    }

    /** Forgets what has been here too long. */
    synchronized void forgetOld() {
        long now = nanos.getAsLong();
        places.values().removeIf(place -> place.untilNanos() - now <= 0);
    }

    synchronized int size() {
        return places.size();
    }
}
