package io.facestream.console.people;

import io.facestream.console.http.Refusal;
import io.facestream.console.http.Upload;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Where the people of a run are kept. What a store cannot do it refuses; {@link Roster#can()} says so before. Thread-safe; a
 * {@link io.facestream.facebank.FacebankException} says in one line what is wrong with the place itself.
 */
interface PeopleStore extends AutoCloseable {
    /** Those who are asked for. */
    Roster roster(PeopleQuery query) throws IOException, Refusal;

    /** Names by id, for whoever shows events. */
    Map<String, String> names() throws IOException, Refusal;

    /** Enrols somebody; nothing changes unless a picture is taken. */
    default Intake enrol(Newcomer newcomer, List<Upload.File> pictures) throws IOException, Refusal {
        throw readOnly();
    }

    /** Adds pictures to somebody. */
    default Intake add(String personId, List<Upload.File> pictures) throws IOException, Refusal {
        throw readOnly();
    }

    /** Gives a person another name. */
    default void rename(String personId, String name) throws IOException, Refusal {
        throw readOnly();
    }

    /** Recognises a person in order to leave them out, or no longer. */
    default void ignore(String personId, boolean ignored) throws IOException, Refusal {
        throw readOnly();
    }

    /** Gives a person's pictures to another. */
    default void merge(String personId, String into) throws IOException, Refusal {
        throw readOnly();
    }

    /** Takes a person away so that a rollback brings them back. */
    default void remove(String personId) throws IOException, Refusal {
        throw new Refusal(409, "remove: nothing would be kept to undo it (expected: a facebank on a topic, or erase)");
    }

    /** Deletes a person for good. */
    default void erase(String personId) throws IOException, Refusal {
        throw readOnly();
    }

    /** Takes one picture of a person away. */
    default void removeShot(String personId, String shotId) throws IOException, Refusal {
        throw readOnly();
    }

    /** A picture as JPEG, scaled down. */
    default byte[] shot(String personId, String shotId) throws IOException, Refusal {
        throw new Refusal(404, "picture: none is kept (expected: a watched folder, which has them)");
    }

    /** Changes that were made, latest first. */
    default List<Version> versions() throws IOException, Refusal {
        throw new Refusal(409, "versions: not kept (expected: a facebank on a topic)");
    }

    /** In what a version differs from now. */
    default Version.Difference difference(String version) throws IOException, Refusal {
        throw new Refusal(409, "versions: not kept (expected: a facebank on a topic)");
    }

    /** Makes everything as it was at a version. */
    default void rollBack(String version) throws IOException, Refusal {
        throw new Refusal(409, "versions: not kept (expected: a facebank on a topic)");
    }

    @Override
    void close();

    private static Refusal readOnly() {
        return new Refusal(409, "facebank: a file, which is only read (expected: a watched folder or a topic)");
    }
}
