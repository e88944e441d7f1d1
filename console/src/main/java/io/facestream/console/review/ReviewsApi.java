package io.facestream.console.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cli.console.Watched;
import io.facestream.console.http.Access;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.review.ReviewLog.Known;
import io.facestream.console.review.ReviewLog.State;
import io.facestream.console.visit.VisitBook;
import io.facestream.job.uselog.Review;
import io.facestream.job.uselog.UseEntry;
import io.facestream.job.uselog.UseKind;
import io.facestream.job.uselog.UseLogException;
import io.undertow.util.Methods;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What people made of matches, as routes. */
public final class ReviewsApi implements AutoCloseable {
    private static final int MOST_NOTE = 500;
    private static final Set<State> UNHEARD = EnumSet.of(State.READING, State.AWAY);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /**
     * What is known of a match's reviews.
     *
     * @param state of the log
     * @param problem why the log is not there, in one line; empty where it is
     * @param logged whether it holds the match, which can be reviewed then
     * @param by under which name whoever asks would review
     * @param reviews in their order
     */
    record Reviews(String eventId, State state, String problem, boolean logged, String by, List<Given> reviews) {}

    /**
     * A review.
     *
     * @param verdict {@code right} or {@code wrong}
     * @param at ISO 8601, UTC
     * @param note empty for none
     */
    record Given(String by, String verdict, String at, String note) {
        static Given of(UseEntry entry) {
            return new Given(
                    entry.text("by"),
                    entry.is(UseKind.CONFIRMED) ? "right" : "wrong",
                    entry.text("at"),
                    entry.text("note"));
        }
    }

    private final VisitBook book;
    private final ReviewLog log;

    public ReviewsApi(Watched watched, VisitBook book) {
        this(watched, book, PATIENCE);
    }

    /** @param patience how long an answer waits for the log */
    ReviewsApi(Watched watched, VisitBook book, Duration patience) {
        this.book = book;
        this.log = new ReviewLog(watched, patience);
    }

    public List<Route> routes() {
        return List.of(
                new Route(Methods.GET, "/api/use-log", Role.VIEWER, request -> log.standing()),
                new Route(Methods.GET, "/api/events/{event}/reviews", Role.VIEWER, this::reviews),
                new Route(Methods.POST, "/api/events/{event}/reviews", Role.OPERATOR, this::review));
    }

    private CompletionStage<Reviews> reviews(Request request) throws Refusal {
        Asked asked = asked(request);
        return log.look(asked.eventId()).thenApply(known -> asked.answer(known));
    }

    private CompletionStage<Reviews> review(Request request) throws Refusal, IOException {
        Asked asked = asked(request);
        JsonNode body = request.json();
        String verdict = body.path("verdict").asText("");
        if (!verdict.equals("right") && !verdict.equals("wrong")) {
            throw new Refusal(
                    400, "verdict: " + (verdict.isEmpty() ? "none" : "another") + " (expected: right or wrong)");
        }
        Review review =
                new Review(asked.eventId(), request.access().name(), verdict.equals("right"), note(body.path("note")));
        return log.look(asked.eventId())
                .thenCompose(known -> {
                    asked.requireLogged(known);
                    return log.review(review);
                })
                .exceptionally(failure -> {
                    throw new CompletionException(refusal(failure));
                })
                .thenApply(asked::answer);
    }

    /** One line, as it becomes one of a file. */
    private static String note(JsonNode note) throws Refusal {
        if (!note.isMissingNode() && !note.isNull() && !note.isTextual()) {
            throw new Refusal(400, "note: no text (expected: some, or none)");
        }
        String text = note.asText("").replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (text.length() > MOST_NOTE) {
            throw new Refusal(400, "note: " + text.length() + " characters (expected: at most " + MOST_NOTE + ")");
        }
        return text;
    }

    private static Throwable refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof UseLogException e) {
            return new Refusal(e.reason() == UseLogException.Reason.BUSY ? 409 : 503, "log of use: " + e.getMessage());
        }
        return cause instanceof IOException
                ? new Refusal(503, "log of use: " + cause.getMessage() + " (expected: a place that can be written to)")
                : cause;
    }

    private Asked asked(Request request) throws Refusal {
        String eventId = request.path("event");
        Optional<VisitBook.Told> told = book.event(eventId);
        Asked asked = new Asked(eventId, request.access(), told);
        if (told.isPresent()) {
            if (!request.access().sees(told.get().cameraId())) {
                throw asked.unknown();
            }
            if (!told.get().said().isMatch()) {
                throw asked.noMatch(told.get().said().type());
            }
        }
        return asked;
    }

    /**
     * An event that somebody asks for.
     *
     * @param told what the run has said of it; empty where that is forgotten by now
     */
    private record Asked(String eventId, Access access, Optional<VisitBook.Told> told) {
        Reviews answer(Known known) {
            boolean logged = isLogged(known);
            if (told.isEmpty()) {
                requireKnown(known);
            }
            return new Reviews(
                    eventId,
                    known.standing().state(),
                    known.standing().problem(),
                    logged,
                    access.name(),
                    logged ? known.reviews().stream().map(Given::of).toList() : List.of());
        }

        /** Another job may have logged an event of the same id: it is held against what this one has said. */
        private boolean isLogged(Known known) {
            return known.match()
                    .filter(match -> told.map(
                                    here -> match.personId().equals(here.said().personId())
                                            && match.cameraId().equals(here.cameraId())
                                            && !Boolean.FALSE.equals(here.said().committed()))
                            .orElse(true))
                    .isPresent();
        }

        private void requireKnown(Known known) {
            if (known.match().isEmpty() && UNHEARD.contains(known.standing().state())) {
                throw new CompletionException(new Refusal(503, known.standing().problem()));
            }
            if (known.match().isEmpty() || !access.sees(known.match().get().cameraId())) {
                throw new CompletionException(unknown());
            }
            if (known.match().get().personId().isEmpty()) {
                throw new CompletionException(noMatch("WITHDRAWN"));
            }
        }

        void requireLogged(Known known) {
            State state = known.standing().state();
            if (state == State.NONE) {
                throw new CompletionException(new Refusal(
                        409, "log of use: " + known.standing().problem() + " (expected: a run that keeps one)"));
            }
            if (state != State.KEPT) {
                throw new CompletionException(new Refusal(503, known.standing().problem()));
            }
            if (told.isEmpty()) {
                requireKnown(known);
            }
            if (!isLogged(known)) {
                throw new CompletionException(new Refusal(
                        409,
                        "event: " + eventId
                                + " is not in the log of use yet (expected: one before the last checkpoint)"));
            }
        }

        Refusal unknown() {
            return new Refusal(404, "event: " + shortened() + " (expected: the eventId of a match)");
        }

        Refusal noMatch(String type) {
            return new Refusal(
                    409,
                    "event: " + shortened() + " is " + type
                            + " (expected: a match: IDENTIFIED, REIDENTIFIED, or CHANGED to a person)");
        }

        private String shortened() {
            return eventId.length() <= 40 ? eventId : eventId.substring(0, 40) + "...";
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
