package io.facestream.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes {@code NAME.csv} with the columns Image and Label, and the pictures into the folder {@code NAME} beside it. */
final class TableSink implements PictureSink {
    private final FolderSink pictures;
    private final String folder;
    private final AppendedFile table;

    TableSink(Path path, Map<String, Long> committed) throws IOException {
        Path place = PictureSinks.picturesOf(path);
        this.folder = String.valueOf(place.getFileName());
        this.pictures = new FolderSink(place);
        this.table = new AppendedFile(path, committed.getOrDefault("csv", 0L));
        if (table.length() == 0) {
            table.append(TableFile.row("Image", "Label").getBytes(UTF_8));
        }
    }

    @Override
    public void add(SinkPicture picture) throws IOException {
        pictures.add(picture);
        String image = folder + "/" + picture.person() + "/" + picture.file();
        table.append(TableFile.row(image, picture.person()).getBytes(UTF_8));
    }

    @Override
    public Map<String, Long> commit() throws IOException {
        return Map.of("csv", table.commit());
    }

    @Override
    public void complete() throws IOException {
        pictures.complete();
        table.complete();
    }

    @Override
    public void discard() throws IOException {
        pictures.discard();
        table.discard();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
