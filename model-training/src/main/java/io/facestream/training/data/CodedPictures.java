package io.facestream.training.data;

import java.util.List;

/** Pictures of people as a format keeps them: files' bytes, not yet decoded. Many threads may read at once. */
public interface CodedPictures extends AutoCloseable {
    /** What the format is called, for people. */
    String kind();

    /** Who is in which picture; each of the people has one. */
    LabelTable people();

    /** How many pictures there are, unreadable ones included. */
    default int size() {
        return people().labels().length;
    }

    /** Names of the people in the order of their numbers. */
    default List<String> classes() {
        return people().classes();
    }

    /** Number of the person in a picture. */
    default int label(int index) {
        return people().labels()[index];
    }

    /** Names a picture for people. */
    String name(int index);

    /** What a picture's file might be called elsewhere, without an ending; not always another one for each picture of a person. */
    default String fileName(int index) {
        String name = name(index);
        String last = name.substring(name.lastIndexOf('/') + 1);
        return FolderPictures.isPicture(last) ? last.substring(0, last.lastIndexOf('.')) : last;
    }

    /**
     * A picture file's bytes; whether a picture is in them turns out when they are decoded.
     *
     * @throws UnreadablePictureException if there are none, or they are not those that were written
     */
    byte[] coded(int index) throws UnreadablePictureException;

    /** What of the file could not even be counted as a picture, a line each. */
    default List<String> problems() {
        return List.of();
    }

    @Override
    void close();
}
