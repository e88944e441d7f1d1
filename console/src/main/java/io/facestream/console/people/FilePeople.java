package io.facestream.console.people;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** People of a facebank file, which holds no pictures and is only read. */
final class FilePeople implements PeopleStore {
    private final String place;
    private final Supplier<Facebank> file;

    FilePeople(String place, Supplier<Facebank> file) {
        this.place = place;
        this.file = file;
    }

    @Override
    public Roster roster() {
        Facebank facebank = file.get();
        String readOnly = "A facebank file is only read; to enrol here, run with --facebank FOLDER or kafka://TOPIC.";
        return new Roster("file", place, List.of(), List.of(readOnly), facebank.version(), of(facebank), List.of());
    }

    /** Everybody with a template, by name. */
    static List<Person> of(Facebank facebank) {
        Map<String, List<FacebankRecord>> records = new TreeMap<>();
        facebank.records()
                .forEach(record -> records.computeIfAbsent(record.personId(), id -> new ArrayList<>())
                        .add(record));
        return records.values().stream()
                .map(FilePeople::person)
                .sorted(Comparator.comparing(Person::name).thenComparing(Person::personId))
                .toList();
    }

    private static Person person(List<FacebankRecord> records) {
        FacebankRecord first = records.get(0);
        List<Person.Shot> shots = records.stream()
                .map(record ->
                        new Person.Shot(record.templateId(), "TAKEN", "", Person.Quality.of(record.quality()), false))
                .toList();
        return new Person(
                first.personId(),
                first.displayName(),
                first.ignored(),
                records.size(),
                first.validAt(System.currentTimeMillis()) ? null : "the enrolment has ended",
                Person.time(first.validUntilMillis()),
                shots);
    }

    @Override
    public Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        Set.copyOf(file.get().records()).forEach(record -> names.put(record.personId(), record.displayName()));
        return names;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
