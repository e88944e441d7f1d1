package io.facestream.job.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.IdentifiedFrames;
import io.facestream.job.identify.IdentifiedTrackEnd;
import io.facestream.job.identify.Outcome;
import io.facestream.job.identify.Reason;
import io.facestream.job.observe.Liveness;
import io.facestream.job.observe.ObservationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a visit says of its tracks' liveness. */
class SuspectedVisitsTest {
    private static final Decision BERT =
            new Decision(Outcome.IDENTIFIED, "bert", 0.7f, 0.4f, 0.4f, Reason.NONE, List.of(), 4);
    private static final Liveness LIVE = new Liveness(0.9f, 4, false);
    private static final Liveness PICTURE = new Liveness(0.1f, 4, true);

    private final Visits visits = new Visits(VisitOptions.defaults());
    private final List<IdentityEvent> events = new ArrayList<>();
    private VisitState state = VisitState.EMPTY;

    @Test
    void anEventSaysWhatIsKnownOfItsTrackByThen() {
        seen(0, "a", new Liveness(0.2f, 1, false));
        seen(120, "a", PICTURE);
        end(240);

        assertThat(liveness()).containsExactly(new Liveness(0.2f, 1, false), new Liveness(0.2f, 1, false), PICTURE);
    }

    @Test
    void aTrackMayClearItself() {
        seen(0, "a", PICTURE);
        seen(120, "a", LIVE);
        end(240);

        assertThat(liveness()).last().isEqualTo(LIVE);
    }

    @Test
    void whoComesAfterASuspectedTrackDoesNotClearIt() {
        seen(0, "a", PICTURE);
        gone(120, "a");
        seen(240, "b", LIVE);
        end(360);

        assertThat(events)
                .extracting(IdentityEvent::type)
                .containsExactly(EventType.APPEARED, EventType.IDENTIFIED, EventType.LEFT);
        assertThat(liveness()).last().isEqualTo(PICTURE);
    }

    @Test
    void aLaterTrackThatIsSuspectedCountsAndANewVisitBeginsWithoutSuspicion() {
        seen(0, "a", LIVE);
        gone(120, "a");
        seen(240, "b", PICTURE);
        gone(360, "b");
        seen(60_000, "c", LIVE);
        end(60_120);

        assertThat(left()).containsExactly(PICTURE, LIVE);
    }

    @Test
    void aNameStaysWhateverIsSuspected() {
        seen(0, "a", PICTURE);
        end(120);

        assertThat(events).last().extracting(IdentityEvent::personId).isEqualTo("bert");
    }

    private void seen(long at, String track, Liveness liveness) {
        IdentifiedFace face = new IdentifiedFace(
                track, at, at, true, 100, 100, 80, 80, 0.5f, true, BERT, new float[] {1, 0}, liveness);
        step(ObservationKind.FRAME, at, List.of(face), List.of());
    }

    private void gone(long at, String track) {
        step(ObservationKind.FRAME, at, List.of(), List.of(new IdentifiedTrackEnd(track, true, at, at, BERT)));
    }

    private void end(long at) {
        step(ObservationKind.ENDED, at, List.of(), List.of());
    }

    private void step(ObservationKind kind, long at, List<IdentifiedFace> faces, List<IdentifiedTrackEnd> ended) {
        Visits.Step step =
                visits.step(state, IdentifiedFrames.of("cam", kind, at, faces, ended, Map.of(), "1-x", "model"));
        state = step.state();
        events.addAll(step.events());
    }

    private List<Liveness> liveness() {
        return events.stream().map(IdentityEvent::liveness).toList();
    }

    private List<Liveness> left() {
        return events.stream()
                .filter(event -> event.type() == EventType.LEFT)
                .map(IdentityEvent::liveness)
                .toList();
    }
}
