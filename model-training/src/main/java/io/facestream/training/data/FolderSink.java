package io.facestream.training.data;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes pictures as {@code PERSON/FILE}. A picture is there whole or not at all; one that is written again is replaced. */
final class FolderSink implements PictureSink {
    private final Path folder;
    private final Path unfinished;

    FolderSink(Path folder) throws IOException {
        this.folder = folder;
        this.unfinished = folder.resolve(".unfinished");
        Files.createDirectories(folder);
    }

    @Override
    public void add(SinkPicture picture) throws IOException {
        Path person = folder.resolve(picture.person());
        Files.createDirectories(person);
        Files.write(unfinished, picture.coded());
        Files.move(
                unfinished,
                person.resolve(picture.file()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public Map<String, Long> commit() {
        return Map.of();
    }

    @Override
    public void complete() throws IOException {
        Files.deleteIfExists(unfinished);
    }

    @Override
    public void discard() throws IOException {
        Files.deleteIfExists(unfinished);
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // somebody has put something there
        }
    }

    @Override
    public void close() {
        // nothing is open between two pictures
    }
}
