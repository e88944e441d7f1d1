package io.facestream.scenes;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One visit of a run and whose it truly was.
 *
 * @param passage that most of its events lie in; null where they lie in none
 * @param events in the order in which they were sent
 */
public record SceneVisit(String visitId, @Nullable Passage passage, List<SceneEvent> events) {
    public SceneVisit {
        events = List.copyOf(events);
    }

    /** Whether it was given a name at any time. */
    public boolean named() {
        return events.stream().anyMatch(event -> event.personId() != null);
    }

    /** Whether it turned out to be part of an earlier visit. */
    public boolean merged() {
        return events.stream().anyMatch(SceneEvent::merged);
    }

    /** Why it never had a name, as its own events say; empty where it had one. */
    public Optional<String> reason() {
        if (named()) {
            return Optional.empty();
        }
        return Optional.of(events.stream()
                .map(SceneEvent::reason)
                .filter(reason -> !reason.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse(NO_REASON));
    }

    /** Stands where events give none: the visit was open when the run ended. */
    public static final String NO_REASON = "NONE_GIVEN";
}
