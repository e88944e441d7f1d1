package io.facestream.console.people;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** People of whom there are templates but no pictures, by name. Immutable. */
final class TemplatePeople {
    private final Map<String, List<FacebankRecord>> records;
    private final List<Brief> people;

    /** What a list is searched by. */
    record Brief(String personId, String name, boolean ignored) {}

    private TemplatePeople(Map<String, List<FacebankRecord>> records, List<Brief> people) {
        this.records = records;
        this.people = people;
    }

    static TemplatePeople of(Facebank facebank) {
        Map<String, List<FacebankRecord>> records = new HashMap<>();
        facebank.records()
                .forEach(record -> records.computeIfAbsent(record.personId(), id -> new ArrayList<>())
                        .add(record));
        List<Brief> people = records.values().stream()
                .map(hers -> hers.get(0))
                .map(first -> new Brief(first.personId(), first.displayName(), first.ignored()))
                .sorted(Comparator.comparing(Brief::name).thenComparing(Brief::personId))
                .toList();
        return new TemplatePeople(records, people);
    }

    int count() {
        return people.size();
    }

    List<Brief> wanted(PeopleQuery query) {
        return people.stream()
                .filter(person -> query.wants(person.name(), person.personId(), person.ignored()))
                .toList();
    }

    Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        people.forEach(person -> names.put(person.personId(), person.name()));
        return names;
    }

    Person person(Brief person) {
        return person(person.personId()).orElseThrow();
    }

    /** Somebody with their templates; empty if there are none. */
    Optional<Person> person(String personId) {
        return Optional.ofNullable(records.get(personId)).map(TemplatePeople::person);
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
}
