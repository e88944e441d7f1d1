package io.facestream.training.data;

import java.util.List;

/** Pictures of people, to be read in any order; many threads may read at once. */
public interface PictureSet extends AutoCloseable {
    /** How many pictures there are, unreadable ones included. */
    int size();

    /** Names of the classes in the order of their numbers; a class is a person. */
    List<String> classes();

    /** The class of a picture, an index into {@link #classes}. */
    int label(int index);

    /** Names a picture for people: its path, or its place in a file. */
    String name(int index);

    /**
     * A face of 112 x 112 pixels, or of the size that the set was made with, as 8-bit BGR, row-major.
     *
     * @throws UnreadablePictureException if the picture is damaged or is none
     */
    byte[] read(int index) throws UnreadablePictureException;

    /** Side of what {@link #read} gives, in pixels. */
    int side();

    @Override
    void close();
}
