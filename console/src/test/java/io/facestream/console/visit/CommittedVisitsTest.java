package io.facestream.console.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cluster's topics say of an event: at once, and once and for all. */
class CommittedVisitsTest {
    private static final String CAME = event("e1", "APPEARED");
    private static final String NAMED = event("e2", "IDENTIFIED");

    @Test
    void anEventIsToldAtOnceAndCommittedLater() {
        VisitBook book = new VisitBook(true);
        book.add(CAME);
        book.add(NAMED);
        assertThat(only(book).committed()).isFalse();

        book.commit(CAME);
        assertThat(only(book).committed()).isFalse();
        assertThat(only(book).events()).extracting(Visit.Said::committed).containsExactly(true, false);

        book.commit(NAMED);
        assertThat(only(book).committed()).isTrue();
        assertThat(only(book).state()).isEqualTo("IDENTIFIED");
        assertThat(book.events()).isEqualTo(2);
    }

    @Test
    void anEventThatIsFirstHeardOfWhenItIsCommittedCountsOnce() {
        VisitBook book = new VisitBook(true);
        book.commit(CAME);
        book.add(CAME);

        assertThat(only(book).events()).hasSize(1);
        assertThat(only(book).committed()).isTrue();
    }

    @Test
    void ofARunInThisProcessNothingIsSaidOfCommits() {
        VisitBook book = new VisitBook();
        book.add(CAME);

        assertThat(only(book).committed()).isNull();
    }

    private static Visit only(VisitBook book) {
        List<Visit> visits = book.newest(visit -> true, 10);
        assertThat(visits).hasSize(1);
        return visits.get(0);
    }

    private static String event(String id, String type) {
        return "{\"eventId\": \"" + id + "\", \"visitId\": \"v\", \"cameraId\": \"door\", \"type\": \"" + type + "\"}";
    }
}
