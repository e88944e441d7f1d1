package io.facestream.console.visit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.job.watch.RunView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the events of a run have said so far: the visits, the last ones kept, and how each camera is. An event that came before, by its id,
 * counts once. Thread-safe.
 */
public final class VisitBook {
    private static final Logger LOG = LoggerFactory.getLogger(VisitBook.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Visits that are kept; the oldest go first. */
    static final int KEPT = 5_000;

    /** What an event said of a visit, and at which camera. */
    public record Told(String cameraId, Visit.Said said) {}

    private final LinkedHashMap<String, Visit> visits = new LinkedHashMap<>();
    private final Map<String, CameraReport> cameras = new TreeMap<>();
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > 10 * KEPT;
        }
    });
    private final List<Consumer<Visit>> watchers = new CopyOnWriteArrayList<>();
    private final boolean commits;
    private long events;
    private long refused;

    /** Of a run in this process: what it says holds. */
    public VisitBook() {
        this(false);
    }

    /** @param commits whether it is told which events are committed */
    public VisitBook(boolean commits) {
        this.commits = commits;
    }

    /** Takes an event as a line of JSON; one that cannot be read is counted. */
    public void add(String line) {
        take(line, commits ? Boolean.FALSE : null);
    }

    /** Takes an event that is committed, whether or not it came before. */
    public void commit(String line) {
        take(line, Boolean.TRUE);
    }

    private void take(String line, @Nullable Boolean committed) {
        Visit changed;
        synchronized (this) {
            JsonNode event;
            try {
                event = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                refused++;
                LOG.warn("an event cannot be read: {}", e.getOriginalMessage());
                return;
            }
            String eventId = event.path("eventId").asText();
            boolean fresh = seen.add(eventId);
            if (!fresh && !Boolean.TRUE.equals(committed)) {
                return;
            }
            events += fresh ? 1 : 0;
            String visitId = event.path("visitId").asText("");
            if (visitId.isEmpty() || visitId.equals("null")) {
                if (fresh) {
                    report(event);
                }
                return;
            }
            Visit before = visits.get(visitId);
            if (!fresh) {
                if (before == null) {
                    return; // forgotten by now
                }
                changed = before.commit(eventId);
            } else {
                changed = before == null ? Visit.begin(visitId, event, committed) : before.with(event, committed);
            }
            visits.put(visitId, changed);
            if (visits.size() > KEPT) {
                Iterator<String> oldest = visits.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        watchers.forEach(watcher -> watcher.accept(changed));
    }

    private void report(JsonNode event) {
        String type = event.path("type").asText();
        String camera = event.path("cameraId").asText();
        if (type.startsWith("CAMERA_")) {
            cameras.put(
                    camera,
                    new CameraReport(
                            camera,
                            type.equals("CAMERA_UP"),
                            event.path("capturedAt").asText(),
                            event.path("reason").asText("")));
        }
    }

    /** The newest visits that are wanted, newest first. */
    public synchronized List<Visit> newest(Predicate<Visit> wanted, int most) {
        List<Visit> all = new ArrayList<>(visits.values());
        Collections.reverse(all);
        return all.stream().filter(wanted).limit(most).toList();
    }

    /** A visit by its id, while it is kept. */
    public synchronized Optional<Visit> visit(String visitId) {
        return Optional.ofNullable(visits.get(visitId));
    }

    /** An event of a visit that is kept. */
    public synchronized Optional<Told> event(String eventId) {
        for (Visit visit : visits.values()) {
            for (Visit.Said said : visit.events()) {
                if (said.eventId().equals(eventId)) {
                    return Optional.of(new Told(visit.cameraId(), said));
                }
            }
        }
        return Optional.empty();
    }

    /** The last report of each camera. */
    public synchronized Map<String, CameraReport> cameras() {
        return Map.copyOf(cameras);
    }

    /** Everybody who was named in the visits kept. */
    public synchronized Set<String> people() {
        Set<String> people = new HashSet<>();
        visits.values().forEach(visit -> {
            if (visit.personId() != null) {
                people.add(visit.personId());
            }
        });
        return people;
    }

    /** Events that were taken, each once. */
    public synchronized long events() {
        return events;
    }

    /** Lines that were no events. */
    public synchronized long refused() {
        return refused;
    }

    /** Watches visits as they begin and change, until the result is closed; watchers must not block. */
    public RunView.Watch watch(Consumer<Visit> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
