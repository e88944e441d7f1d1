package io.facestream.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a TFRecord file with the pictures in it, with the features that ArcFace's TensorFlow programs look for. */
final class TfRecordSink implements PictureSink {
    private final AppendedFile file;

    TfRecordSink(Path path, Map<String, Long> committed) throws IOException {
        this.file = new AppendedFile(path, committed.getOrDefault("tfrecord", 0L));
    }

    @Override
    public void add(SinkPicture picture) throws IOException {
        TfExample example = new TfExample(
                Map.of(
                        TfRecordPictures.FILE, (picture.person() + "/" + picture.file()).getBytes(UTF_8),
                        TfRecordPictures.NAME, picture.person().getBytes(UTF_8),
                        TfRecordPictures.CONTENT, picture.coded()),
                Map.of(TfRecordPictures.NUMBER, (long) picture.label()));
        file.append(TfRecordFile.framed(example.bytes()));
    }

    @Override
    public Map<String, Long> commit() throws IOException {
        return Map.of("tfrecord", file.commit());
    }

    @Override
    public void complete() throws IOException {
        file.complete();
    }

    @Override
    public void discard() throws IOException {
        file.discard();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
