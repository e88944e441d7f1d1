package io.facestream.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures in a TFRecord file, within the records or, where they have a path instead, in files beside it. A person is a number,
 * {@code image/source_id}, or where there is none a name, {@code image/class/text}. All records are looked at when the file is opened.
 */
final class TfRecordPictures implements CodedPictures {
    static final String NUMBER = "image/source_id";
    static final String FILE = "image/filename";
    static final String CONTENT = "image/encoded";
    static final String PATH = "image/img_path";
    static final String NAME = "image/class/text";

    private final ReadableFile file;
    private final TfRecordFile records;
    private final long[] offsets;
    private final List<String> names;
    private final LabelTable people;
    private final List<String> problems;

    private TfRecordPictures(
            ReadableFile file, long[] offsets, List<String> names, LabelTable people, List<String> problems) {
        this.file = file;
        this.records = new TfRecordFile(file);
        this.offsets = offsets;
        this.names = names;
        this.people = people;
        this.problems = problems;
    }

    static TfRecordPictures open(Path path) {
        ReadableFile file = ReadableFile.open(path);
        try {
            return new Reading(file).pictures();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Looks through the records once. */
    private static final class Reading {
        private final ReadableFile file;
        private final TfRecordFile records;
        private final List<Long> offsets = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<String> people = new ArrayList<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private final List<String> problems = new ArrayList<>();

        Reading(ReadableFile file) {
            this.file = file;
            this.records = new TfRecordFile(file);
        }

        TfRecordPictures pictures() {
            long at = 0;
            while (at < file.length()) {
                try {
                    int length = records.length(at);
                    take(at);
                    at += TfRecordFile.PREFIX + (long) length + TfRecordFile.SUFFIX;
                } catch (IOException e) {
                    problems.add(file.path() + " from byte " + at + " on: " + e.getMessage());
                    break;
                }
            }
            if (offsets.isEmpty()) {
                throw new TrainingException(file.path() + ": no record with a picture"
                        + problems.stream()
                                .findFirst()
                                .map(first -> "; " + first)
                                .orElse("")
                        + " (expected: a TFRecord file)");
            }
            return new TfRecordPictures(
                    file,
                    offsets.stream().mapToLong(Long::longValue).toArray(),
                    List.copyOf(names),
                    table(),
                    List.copyOf(problems));
        }

        private void take(long at) {
            try {
                TfExample example = TfExample.parse(records.read(at));
                String file = example.text(FILE);
                Long number = example.numbers().get(NUMBER);
                String name = example.text(NAME);
                String person = name.isEmpty() ? folder(file) : name;
                if (number == null && person.isEmpty()) {
                    problems.add(this.file.path() + " record at byte " + at + ": nobody's (expected: " + NUMBER + " or "
                            + NAME + ")");
                    return;
                }
                String called = person.isEmpty() ? String.valueOf(number) : person;
                if (number != null) {
                    numbers.putIfAbsent(called, number);
                }
                people.add(called);
                names.add(file);
                offsets.add(at);
            } catch (IOException e) {
                problems.add(file.path() + " record at byte " + at + ": " + e.getMessage());
            }
        }

        /** People in the order of their numbers where all have one of their own, else by name. */
        private LabelTable table() {
            LabelTable byName = LabelTable.of(people);
            boolean numbered = byName.classes().stream().allMatch(numbers::containsKey)
                    && numbers.values().stream().distinct().count() == numbers.size();
            if (!numbered) {
                return byName;
            }
            Map<Long, String> called = new HashMap<>();
            numbers.forEach((name, number) -> called.put(number, name));
            long[] each = people.stream()
                    .mapToLong(name -> numbers.getOrDefault(name, 0L))
                    .toArray();
            return LabelTable.of(each, number -> called.getOrDefault(number, Long.toString(number)));
        }

        private static String folder(String file) {
            int slash = file.lastIndexOf('/');
            return slash <= 0 ? "" : file.substring(file.lastIndexOf('/', slash - 1) + 1, slash);
        }
    }

    @Override
    public byte[] coded(int index) throws UnreadablePictureException {
        TfExample example;
        try {
            example = TfExample.parse(records.read(offsets[index]));
        } catch (IOException e) {
            throw new UnreadablePictureException(name(index) + ": " + e.getMessage(), e);
        }
        byte[] content = example.texts().get(CONTENT);
        if (content != null) {
            return content;
        }
        String path = new String(example.texts().getOrDefault(PATH, new byte[0]), UTF_8);
        if (path.isEmpty()) {
            throw new UnreadablePictureException(
                    name(index) + ": no picture (expected: " + CONTENT + " or " + PATH + ")");
        }
        try {
            return FolderPictures.bytes(file.path().resolveSibling(path), name(index) + " at " + path);
        } catch (InvalidPathException e) {
            throw new UnreadablePictureException(name(index) + ": " + path + " is no path", e);
        }
    }

    @Override
    public LabelTable people() {
        return people;
    }

    @Override
    public String kind() {
        return "TFRecord";
    }

    @Override
    public String name(int index) {
        String name = names.get(index);
        return name.isEmpty() ? file.path().getFileName() + " record at byte " + offsets[index] : name;
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
