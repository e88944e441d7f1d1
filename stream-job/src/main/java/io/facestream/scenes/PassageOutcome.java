package io.facestream.scenes;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run said of one passage.
 *
 * @param names the people it was named, whenever that was
 * @param visits how many visits were opened for it; one is right
 * @param announced how many times it was announced under its own name; one is right
 * @param firstNameMillis from the moment the face was large and visible enough to the first right name; null when there was none
 */
public record PassageOutcome(
        Passage passage,
        Set<String> names,
        int visits,
        int announced,
        @Nullable Long firstNameMillis) {
    public PassageOutcome {
        names = Set.copyOf(names);
    }

    public boolean stranger() {
        return passage.personId() == null;
    }

    public boolean identified() {
        return passage.personId() != null && names.contains(passage.personId());
    }

    /** An enrolled person who was, at any time, taken for another. */
    public boolean wronglyNamed() {
        return !stranger() && names.stream().anyMatch(name -> !name.equals(passage.personId()));
    }

    public boolean strangerNamed() {
        return stranger() && !names.isEmpty();
    }

    /** Whether one passage was taken for two people, of whom at most one can be right. */
    public boolean severalNames() {
        return names.size() > 1;
    }
}
