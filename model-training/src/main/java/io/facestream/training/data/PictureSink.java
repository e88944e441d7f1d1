package io.facestream.training.data;

import java.io.IOException;
import java.util.Map;

/**
 * Writes a set of pictures in one format, so that a stop at any moment costs only what came after the last {@link #commit}. Until {@link
 * #complete} the files have other names. One thread.
 */
public interface PictureSink extends AutoCloseable {
    void add(SinkPicture picture) throws IOException;

    /** Brings what was added to the disk, and tells the length of each file: what {@link PictureSinks#open} needs to go on from here. */
    Map<String, Long> commit() throws IOException;

    /** Ends the set and gives its files their names. */
    void complete() throws IOException;

    /** Deletes the files of a set of which nothing came. */
    void discard() throws IOException;

    /** Gives up what is open, completed or not. */
    @Override
    void close() throws IOException;
}
