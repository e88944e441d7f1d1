package io.facestream.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code NAME.rec} with {@code NAME.idx} and, for the people's names, {@code NAME.lst}, laid out as InsightFace's training sets: record
 * 0 says that pictures are those from 1 to below its first label and people those from there to below its second; a person's record has no
 * picture, and the first key of theirs and the one after their last.
 */
final class RecordSink implements PictureSink {
    private static final byte[] NO_PICTURE = new byte[0];

    private final AppendedFile records;
    private final AppendedFile index;
    private final AppendedFile list;
    /** Key of each person's first picture. */
    private final List<Long> firstKeys = new ArrayList<>();

    private long keys = 1;

    RecordSink(Path path, Map<String, Long> committed) throws IOException {
        list = new AppendedFile(RecordPictures.beside(path, "lst"), committed.getOrDefault("lst", 0L));
        index = new AppendedFile(RecordPictures.beside(path, "idx"), committed.getOrDefault("idx", 0L));
        records = new AppendedFile(path, committed.getOrDefault("rec", 0L));
        for (String line : Files.readAllLines(list.part())) {
            String[] fields = line.split("\t");
            people(Long.parseLong(fields[0]), Integer.parseInt(fields[1]));
        }
        if (records.length() == 0) {
            put(0, new float[2], NO_PICTURE); // its labels are known in the end
        }
    }

    private void people(long key, int label) {
        if (label == firstKeys.size()) {
            firstKeys.add(key);
        }
        keys = key + 1;
    }

    @Override
    public void add(SinkPicture picture) throws IOException {
        long key = keys;
        people(key, picture.label());
        put(key, new float[] {picture.label()}, picture.coded());
        String path = picture.person() + "/" + picture.file();
        list.append((key + "\t" + picture.label() + "\t" + path + "\n").getBytes(UTF_8));
    }

    private void put(long key, float[] labels, byte[] picture) throws IOException {
        index.append((key + "\t" + records.length() + "\n").getBytes(UTF_8));
        records.append(RecordFile.framed(new ImageRecord(labels, key, picture).bytes()));
    }

    @Override
    public Map<String, Long> commit() throws IOException {
        return Map.of("rec", records.commit(), "idx", index.commit(), "lst", list.commit());
    }

    @Override
    public void complete() throws IOException {
        for (int person = 0; person < firstKeys.size(); person++) {
            long end = person + 1 < firstKeys.size() ? firstKeys.get(person + 1) : keys;
            put(keys + person, new float[] {firstKeys.get(person), end}, NO_PICTURE);
        }
        float[] extent = {keys, keys + firstKeys.size()};
        records.put(0, RecordFile.framed(new ImageRecord(extent, 0, NO_PICTURE).bytes()));
        list.complete();
        index.complete();
        records.complete();
    }

    @Override
    public void discard() throws IOException {
        records.discard();
        index.discard();
        list.discard();
    }

    @Override
    public void close() throws IOException {
        records.close();
        index.close();
        list.close();
    }
}
