package io.facestream.console.visit;

import io.facestream.console.http.Access;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which visits are wanted. Times are event times: those of a file count from its start time.
 *
 * @param state the type of the event that last said something about the name
 * @param from those that had not ended before
 * @param to those that had begun by then
 * @param before those that began earlier, to go on where a page of visits ended
 */
record VisitFilter(
        Access access,
        Optional<String> camera,
        Optional<String> person,
        Optional<String> state,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Instant> before)
        implements Predicate<Visit> {

    static VisitFilter of(Request request) throws Refusal {
        return new VisitFilter(
                request.access(),
                request.query("camera"),
                request.query("person"),
                request.query("state"),
                request.time("from"),
                request.time("to"),
                request.time("before"));
    }

    @Override
    public boolean test(Visit visit) {
        return access.sees(visit.cameraId())
                && camera.map(visit.cameraId()::equals).orElse(true)
                && person.map(wanted -> wanted.equals(visit.personId())).orElse(true)
                && state.map(visit.state()::equals).orElse(true)
                && isInTime(visit);
    }

    private boolean isInTime(Visit visit) {
        if (from.isEmpty() && to.isEmpty() && before.isEmpty()) {
            return true;
        }
        Instant first = Instant.parse(visit.firstSeenAt());
        Instant last = Instant.parse(visit.lastSeenAt());
        return from.map(time -> !last.isBefore(time)).orElse(true)
                && to.map(time -> !first.isAfter(time)).orElse(true)
                && before.map(first::isBefore).orElse(true);
    }
}
