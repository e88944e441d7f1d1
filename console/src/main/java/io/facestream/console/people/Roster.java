package io.facestream.console.people;

import java.util.List;

/**
 * Everybody whom a store holds.
 *
 * @param kind {@code folder}, {@code topic}, {@code file}, or {@code none} where it is not known
 * @param place where it is
 * @param can what can be done with it
 * @param cannot what cannot, and what would be needed: a line each
 * @param version of the facebank; empty where versions are not kept
 * @param notes what somebody should look at: people who look alike, files that belong to nobody
 */
record Roster(
        String kind,
        String place,
        List<Ability> can,
        List<String> cannot,
        String version,
        List<Person> people,
        List<String> notes) {
    /** Something that can be done with a store. */
    enum Ability {
        /** Add people and pictures. */
        ENROL,
        /** Change names. */
        RENAME,
        /** Recognise somebody in order to leave them out. */
        IGNORE,
        /** Put two people together. */
        MERGE,
        /** Take somebody away so that it can be undone. */
        REMOVE,
        /** Delete somebody for good. */
        ERASE,
        /** Go back to an earlier version. */
        ROLL_BACK
    }
}
