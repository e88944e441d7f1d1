package io.facestream.job.stranger;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Strangers in memory. */
final class MemoryBook implements StrangerBook {
    private final TreeMap<String, Stranger> strangers = new TreeMap<>();
    private final TreeMap<String, List<StrangerVisit>> visits = new TreeMap<>();

    @Override
    public Collection<Stranger> all() {
        return strangers.values();
    }

    @Override
    public @Nullable Stranger find(String strangerId) {
        return strangers.get(strangerId);
    }

    @Override
    public List<StrangerVisit> visits(String strangerId) {
        return Objects.requireNonNull(visits.get(strangerId));
    }

    @Override
    public void put(Stranger stranger, List<StrangerVisit> kept) {
        strangers.put(stranger.strangerId(), stranger);
        visits.put(stranger.strangerId(), kept);
    }

    @Override
    public void remove(String strangerId) {
        strangers.remove(strangerId);
        visits.remove(strangerId);
    }
}
