package io.facestream.console.people;

import java.util.List;

/**
 * A change that was made.
 *
 * @param at ISO 8601, UTC
 * @param action {@code publish}, {@code remove} and so on
 */
record Version(String version, String at, String author, String action, int people, int templates, String detail) {
    /**
     * What going back to a version would change.
     *
     * @param now the version that holds
     * @param changes by name; empty where nobody differs
     */
    record Difference(String version, String now, List<Change> changes) {}

    /**
     * Somebody who differs.
     *
     * @param templates at that version
     * @param templatesNow now
     * @param nameNow now; the same as {@code name} if that has not changed
     */
    record Change(String personId, String name, String nameNow, int templates, int templatesNow) {}
}
