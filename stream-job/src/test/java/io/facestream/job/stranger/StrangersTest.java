package io.facestream.job.stranger;

import static io.facestream.job.event.EventType.REIDENTIFIED;
import static io.facestream.job.event.EventType.STRANGERS_MERGED;
import static io.facestream.job.event.EventType.STRANGER_SEEN;
import static io.facestream.job.event.EventType.STRANGER_SPLIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private static final long HOUR = 3_600_000;

    private final MemoryBook book = new MemoryBook();
    private final Strangers strangers =
            new Strangers(book, MadeVisits.thresholds(), new StrangerOptions(HOUR, 4, 0.01));
    private final List<IdentityEvent> events = new ArrayList<>();

    @Test
    void whoeverComesAgainIsKnownByTheSameId() throws Exception {
        seen("a1", "door", 0, MadeVisits.face(1));
        seen("b1", "door", 60_000, MadeVisits.face(2));
        seen("a2", "hall", 120_000, MadeVisits.like(1, 11, 0.8));
        assertThat(events).extracting(IdentityEvent::type).containsOnly(STRANGER_SEEN);
        assertThat(strangerOf("a2")).isEqualTo(strangerOf("a1")).isNotEqualTo(strangerOf("b1"));
        IdentityEvent again = events.get(2);
        assertThat(again.strangerVisits()).isEqualTo(2);
        assertThat(again.firstSeenAtMillis()).isZero();
        assertThat(again.visitId()).isEqualTo("a2");
        assertThat(again.eventId()).isEqualTo(IdentityEvent.idOf("a2", STRANGER_SEEN, 0));
    }

    @Test
    void aVisitThatIsLikeTwoMakesThemOneAndTheOlderIdStays() throws Exception {
        float[] between = MadeVisits.like(1, 2, Math.sqrt(0.5));
        seen("a1", "door", 0, MadeVisits.face(1));
        seen("a2", "door", 60_000, MadeVisits.like(2, 1, 0.99));
        String first = strangerOf("a1");
        String second = strangerOf("a2");
        assertThat(second).isNotEqualTo(first);
        seen("a3", "door", 120_000, between);
        IdentityEvent merged = only(STRANGERS_MERGED);
        assertThat(merged.reason()).isEqualTo("SAME_FACE");
        assertThat(merged.strangerId()).isEqualTo(first);
        assertThat(merged.otherStrangerId()).isEqualTo(second);
        assertThat(merged.strangerVisits()).isEqualTo(3);
        assertThat(strangerOf("a3")).isEqualTo(first);
        assertThat(book.all()).hasSize(1);
    }

    @Test
    void twoFacesOfOneFrameAreNeverOneStranger() throws Exception {
        seen("a1", "door", 0, MadeVisits.face(1));
        seen("twin", "door", 5_000, MadeVisits.like(1, 9, 0.95));
        seen("elsewhere", "hall", 5_000, MadeVisits.like(1, 8, 0.95));
        assertThat(strangerOf("twin")).isNotEqualTo(strangerOf("a1"));
        assertThat(strangerOf("elsewhere"))
                .as("another camera's view may overlap")
                .isEqualTo(strangerOf("a1"));
    }

    @Test
    void ofTwoFacesOfOneFrameTheOneLessLikeTheOthersIsSplitOff() throws Exception {
        seen("a1", "door", 0, MadeVisits.face(1));
        seen("guest", "door", 60_000, MadeVisits.like(1, 9, 0.6));
        assertThat(strangerOf("guest")).isEqualTo(strangerOf("a1"));
        seen("a2", "door", 65_000, MadeVisits.like(1, 8, 0.95));
        IdentityEvent split = only(STRANGER_SPLIT);
        assertThat(split.reason()).isEqualTo("SAME_FRAME");
        assertThat(split.visitId()).isEqualTo("guest");
        assertThat(split.otherStrangerId()).isEqualTo(strangerOf("a1"));
        assertThat(split.strangerId()).isNotEqualTo(strangerOf("a1"));
        assertThat(strangerOf("a2")).isEqualTo(strangerOf("a1"));
        assertThat(book.all()).hasSize(2);
    }

    @Test
    void strangersWhoWereBesideEachOtherAreNotMerged() throws Exception {
        seen("a1", "door", 0, MadeVisits.face(1));
        seen("b1", "door", 5_000, MadeVisits.like(1, 9, 0.9));
        seen("c1", "hall", 60_000, MadeVisits.like(1, 9, 0.97));
        assertThat(events).extracting(IdentityEvent::type).doesNotContain(STRANGERS_MERGED);
        assertThat(book.all()).hasSize(2);
    }

    @Test
    void whoIsEnrolledIsNoStrangerAnyMore() throws Exception {
        seen("a1", "door", 0, MadeVisits.face(1));
        seen("a2", "door", 60_000, MadeVisits.face(1));
        seen("b1", "door", 120_000, MadeVisits.face(2));
        String stranger = strangerOf("a1");
        named("a1", "anna");
        named("a2", "anna");
        List<IdentityEvent> splits =
                events.stream().filter(event -> event.type() == STRANGER_SPLIT).toList();
        assertThat(splits).hasSize(2).allSatisfy(split -> {
            assertThat(split.reason()).isEqualTo("ENROLLED");
            assertThat(split.personId()).isEqualTo("anna");
            assertThat(split.strangerId()).isEqualTo(stranger);
        });
        assertThat(splits).extracting(IdentityEvent::strangerVisits).containsExactly(1L, 0L);
        assertThat(splits).extracting(IdentityEvent::eventId).doesNotHaveDuplicates();
        assertThat(book.all()).hasSize(1);
        named("unheard-of", "anna");
        assertThat(events).hasSize(5);
    }

    @Test
    void aVisitCountsUntilItsTimeIsOver() throws Exception {
        seen("a1", "door", 0, MadeVisits.face(1));
        seen("a2", "door", HOUR / 2, MadeVisits.like(1, 9, 0.8));
        String stranger = strangerOf("a1");
        strangers.expire(HOUR + 20_000);
        assertThat(book.visits(stranger)).extracting(StrangerVisit::visitId).containsExactly("a2");
        assertThat(book.all()).singleElement().extracting(Stranger::visits).isEqualTo(2L);
        strangers.expire(2 * HOUR);
        assertThat(book.all()).isEmpty();
    }

    @Test
    void beyondTheBoundTheOneNotSeenForTheLongestTimeIsForgotten() throws Exception {
        for (int i = 0; i < 6; i++) {
            seen("v" + i, "door", i * 60_000L, MadeVisits.face(i));
        }
        assertThat(book.all()).hasSize(4);
        assertThat(strangers.takeForgottenEarly()).isEqualTo(2);
        seen("again", "door", 600_000, MadeVisits.face(0));
        assertThat(strangerOf("again")).isNotEqualTo(strangerOf("v0"));
    }

    @Test
    void onlyTheLatestVisitsAreKeptAndAllAreCounted() throws Exception {
        for (int i = 0; i < 20; i++) {
            seen("v" + i, "door", i * 60_000L, MadeVisits.like(1, 100 + i, 0.9));
        }
        assertThat(book.all()).singleElement().satisfies(stranger -> {
            assertThat(stranger.visits()).isEqualTo(20);
            assertThat(stranger.visitIds()).hasSize(Strangers.KEPT).last().isEqualTo("v19");
            assertThat(stranger.firstSeenMillis()).isZero();
        });
    }

    private void seen(String visit, String camera, long from, float[] face) throws Exception {
        strangers.seen(MadeVisits.visit(visit, camera, from, face));
        events.addAll(strangers.takeEvents());
    }

    private void named(String visit, String person) throws Exception {
        strangers.named(new IdentityEventBuilder(REIDENTIFIED, visit, 0)
                .camera("door")
                .visit(visit, visit)
                .person(person)
                .build());
        events.addAll(strangers.takeEvents());
    }

    private String strangerOf(String visit) {
        return events.stream()
                .filter(event ->
                        event.type() == STRANGER_SEEN && event.visitId().equals(visit))
                .map(IdentityEvent::strangerId)
                .findFirst()
                .orElseThrow();
    }

    private IdentityEvent only(EventType type) {
        List<IdentityEvent> found =
                events.stream().filter(event -> event.type() == type).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
