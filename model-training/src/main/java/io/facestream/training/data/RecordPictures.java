package io.facestream.training.data;

import io.facestream.training.TrainingException;
import io.facestream.training.data.RecordFile.DamagedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Pictures in MXNet's RecordIO: {@code train.rec}, with {@code train.idx} where the records are, and {@code train.lst} with the people's
 * names. Without the second the file is searched for its records; without the third people are called by their numbers.
 *
 * <p>InsightFace's sets begin with a record that has no picture and says which keys are pictures; the others are about people and are
 * passed over. A label is the first of a record's.
 */
final class RecordPictures implements CodedPictures {
    /** Header and two labels, all that has to be read of a record to know whose it is. */
    private static final int BEGIN = ImageRecord.HEADER + 8;

    private final ReadableFile file;
    private final RecordFile records;
    private final long[] offsets;
    private final long[] keys;
    private final LabelTable people;
    private final List<String> problems;

    private RecordPictures(ReadableFile file, long[] offsets, long[] keys, LabelTable people, List<String> problems) {
        this.file = file;
        this.records = new RecordFile(file);
        this.offsets = offsets;
        this.keys = keys;
        this.people = people;
        this.problems = problems;
    }

    static RecordPictures open(Path path) {
        ReadableFile file = ReadableFile.open(path);
        try {
            return new Reading(file).pictures();
        } catch (IOException e) {
            file.close();
            throw new TrainingException(path + ": " + e + " (expected: a file of MXNet records)", e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The file of the same name with another ending. */
    static Path beside(Path path, String extension) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return path.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + "." + extension);
    }

    /** Looks through the records once. */
    private static final class Reading {
        private final ReadableFile file;
        private final RecordFile records;
        private final List<String> problems = new ArrayList<>();

        Reading(ReadableFile file) {
            this.file = file;
            this.records = new RecordFile(file);
        }

        RecordPictures pictures() throws IOException {
            SortedMap<Long, Long> places = places();
            long last = lastPicture(places);
            List<Long> offsets = new ArrayList<>();
            List<Long> keys = new ArrayList<>();
            List<Long> labels = new ArrayList<>();
            for (Map.Entry<Long, Long> place : places.entrySet()) {
                if (place.getKey() > last) {
                    break;
                }
                try {
                    ImageRecord begin = ImageRecord.parse(begin(place.getValue()));
                    if (begin.payload().length > 0) {
                        offsets.add(place.getValue());
                        keys.add(place.getKey());
                        labels.add((long) begin.labels()[0]);
                    }
                } catch (DamagedException | EOFException e) {
                    problems.add(file.path() + " record " + place.getKey() + ": " + e.getMessage());
                }
            }
            if (offsets.isEmpty()) {
                throw new TrainingException(file.path() + ": no record with a picture"
                        + problems.stream()
                                .findFirst()
                                .map(first -> "; " + first)
                                .orElse("")
                        + " (expected: a file of MXNet records)");
            }
            long[] numbers = labels.stream().mapToLong(Long::longValue).toArray();
            Map<Long, String> names = names(beside(file.path(), "lst"));
            return new RecordPictures(
                    file,
                    offsets.stream().mapToLong(Long::longValue).toArray(),
                    keys.stream().mapToLong(Long::longValue).toArray(),
                    LabelTable.of(numbers, number -> names.getOrDefault(number, Long.toString(number))),
                    List.copyOf(problems));
        }

        private byte[] begin(long offset) throws IOException {
            // one byte more than the labels tells whether a picture follows
            byte[] begin = records.begin(offset, BEGIN + 1);
            int flag = begin.length < 4 ? 0 : begin[0] & 0xff | (begin[1] & 0xff) << 8;
            return flag <= 2 ? begin : records.begin(offset, ImageRecord.HEADER + 4 * flag + 1);
        }

        /** Where the records are, by key. */
        private SortedMap<Long, Long> places() throws IOException {
            Path index = beside(file.path(), "idx");
            return Files.isRegularFile(index) ? indexed(index) : scanned();
        }

        private SortedMap<Long, Long> indexed(Path index) throws IOException {
            SortedMap<Long, Long> places = new TreeMap<>();
            try (Stream<String> lines = Files.lines(index, StandardCharsets.UTF_8)) {
                lines.filter(line -> !line.isBlank()).forEach(line -> {
                    String[] fields = line.trim().split("\\s+");
                    try {
                        places.put(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
                    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                        throw new TrainingException(
                                index + ": " + line + " (expected: a key, a tab and a place in the .rec file)", e);
                    }
                });
            }
            return places;
        }

        private SortedMap<Long, Long> scanned() throws IOException {
            RecordFile.Scan scan = records.scan();
            problems.addAll(scan.problems());
            SortedMap<Long, Long> places = new TreeMap<>();
            for (long offset : scan.offsets()) {
                places.put((long) places.size(), offset);
            }
            return places;
        }

        /** The last key that may be a picture's: what InsightFace's first record says, or no limit. */
        private long lastPicture(SortedMap<Long, Long> places) throws IOException {
            if (places.isEmpty()) {
                return Long.MAX_VALUE;
            }
            try {
                ImageRecord first =
                        ImageRecord.parse(begin(places.values().iterator().next()));
                boolean isAboutOthers = first.payload().length == 0 && first.labels().length > 1;
                return isAboutOthers ? (long) first.labels()[0] - 1 : Long.MAX_VALUE;
            } catch (DamagedException | EOFException e) {
                return Long.MAX_VALUE; // told when the record's turn comes
            }
        }

        /** Names of people by label, the folders of the paths in {@code key, label, path} lines as im2rec writes them. */
        private static Map<Long, String> names(Path list) throws IOException {
            Map<Long, String> names = new HashMap<>();
            if (!Files.isRegularFile(list)) {
                return names;
            }
            try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
                lines.map(line -> line.split("\t"))
                        .filter(fields -> fields.length == 3)
                        .forEach(fields -> {
                            int slash = fields[2].lastIndexOf('/');
                            if (slash > 0) {
                                String folder = fields[2].substring(0, slash);
                                names.putIfAbsent(
                                        (long) Float.parseFloat(fields[1]),
                                        folder.substring(folder.lastIndexOf('/') + 1));
                            }
                        });
            } catch (NumberFormatException e) {
                throw new TrainingException(list + ": " + e.getMessage() + " (expected: key, label and path)", e);
            }
            return names;
        }
    }

    @Override
    public byte[] coded(int index) throws UnreadablePictureException {
        try {
            return ImageRecord.parse(records.read(offsets[index])).payload();
        } catch (IOException e) {
            throw new UnreadablePictureException(name(index) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public LabelTable people() {
        return people;
    }

    @Override
    public String kind() {
        return "MXNet RecordIO";
    }

    @Override
    public String name(int index) {
        return file.path().getFileName() + " record " + keys[index];
    }

    @Override
    public String fileName(int index) {
        return Long.toString(keys[index]);
    }

    @Override
    public List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        file.close();
    }
}
