package io.facestream.console.people;

import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Which people are asked for, of perhaps thousands.
 *
 * @param text that the name or the id holds, in lower case; empty for everybody
 * @param ignored only those who are ignored
 * @param offset how many of those found are passed over
 * @param limit most that are answered
 */
record PeopleQuery(String text, boolean ignored, int offset, int limit) {
    private static final int MOST = 200;
    private static final int USUAL = 60;
    private static final int MOST_OFFSET = 10_000_000;

    /** The first page of everybody. */
    static final PeopleQuery FIRST = new PeopleQuery("", false, 0, USUAL);

    /** Some of those found. */
    record Page<T>(List<T> shown, int found) {}

    static PeopleQuery of(Request request) throws Refusal {
        return new PeopleQuery(
                lower(request.query("q").orElse("")),
                request.truth("ignored"),
                request.number("offset", 0, MOST_OFFSET, 0),
                request.number("limit", 1, MOST, USUAL));
    }

    boolean wants(String name, String personId, boolean isIgnored) {
        return (isIgnored || !ignored)
                && (text.isEmpty()
                        || lower(name).contains(text)
                        || lower(personId).contains(text));
    }

    /** The page of those who are wanted; what is costly to tell is told of them alone. */
    <S, T> Page<T> page(List<S> wanted, Function<S, T> told) {
        return new Page<>(wanted.stream().skip(offset).limit(limit).map(told).toList(), wanted.size());
    }

    private static String lower(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }
}
