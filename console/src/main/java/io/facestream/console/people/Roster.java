package io.facestream.console.people;

import io.facestream.console.model.ChosenModel;
import java.util.ArrayList;
import java.util.List;

/**
 * People whom a store holds, and what can be done with it.
 *
 * @param kind {@code folder}, {@code topic}, {@code file}, or {@code none} where it is not known
 * @param place where it is
 * @param can what can be done with it
 * @param cannot what cannot, and what would be needed: a line each
 * @param total how many it holds
 * @param found how many of them were asked for
 * @param offset how many of those come before the ones that are here
 * @param version of the facebank; empty where versions are not kept
 * @param model with which pictures are looked at
 * @param notes what somebody should look at: people who look alike, files that belong to nobody
 */
record Roster(
        String kind,
        String place,
        List<Ability> can,
        List<String> cannot,
        String version,
        Model model,
        int total,
        int found,
        int offset,
        List<Person> people,
        List<String> notes) {
    /** Notes that are told; of more, how many more. */
    private static final int MOST_NOTES = 100;

    Roster {
        if (notes.size() > MOST_NOTES) {
            List<String> first = new ArrayList<>(notes.subList(0, MOST_NOTES));
            first.add("and " + (notes.size() - MOST_NOTES) + " more");
            notes = List.copyOf(first);
        }
    }

    /**
     * The embedding model of a store.
     *
     * @param modelId its SHA-256; empty where there is none
     * @param problem why it is not the one in force, and what to do; empty where it is
     */
    record Model(String modelId, String modelName, String problem) {
        static final Model NONE = new Model("", "", "");

        static Model of(ChosenModel chosen) {
            return new Model(chosen.card().sha256(), chosen.card().id(), chosen.problem());
        }
    }

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
