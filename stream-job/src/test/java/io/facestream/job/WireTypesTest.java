package io.facestream.job;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.frames.FrameState;
import io.facestream.job.identify.ComparedTrack;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifyState;
import io.facestream.job.journey.Journey;
import io.facestream.job.journey.JourneyState;
import io.facestream.job.journey.VisitClaim;
import io.facestream.job.journey.VisitOwner;
import io.facestream.job.latecomer.BucketHead;
import io.facestream.job.latecomer.BucketPart;
import io.facestream.job.latecomer.KeptPart;
import io.facestream.job.latecomer.RememberedVisit;
import io.facestream.job.liveness.LivenessState;
import io.facestream.job.observe.Observation;
import io.facestream.job.stranger.Stranger;
import io.facestream.job.stranger.StrangerVisits;
import io.facestream.job.track.TrackedFrame;
import io.facestream.job.track.TrackerState;
import io.facestream.job.uselog.ChainHead;
import io.facestream.job.uselog.UseFact;
import io.facestream.job.uselog.UseLine;
import io.facestream.job.visit.CameraReport;
import io.facestream.job.visit.UnnamedVisit;
import io.facestream.job.visit.VisitState;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever crosses a task's edge or lies in state is written field by field: Kryo would make savepoints unreadable later. */
class WireTypesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                DeadLetter.class,
                FrameState.class,
                Observation.class,
                TrackedFrame.class,
                TrackerState.class,
                LivenessState.class,
                IdentifiedFrame.class,
                IdentifyState.class,
                ComparedTrack.class,
                VisitState.class,
                IdentityEvent.class,
                CameraReport.class,
                FacebankUpdate.class,
                UnnamedVisit.class,
                UseFact.class,
                UseLine.class,
                ChainHead.class,
                RememberedVisit.class,
                BucketHead.class,
                BucketPart.class,
                KeptPart.class,
                Enrolment.class,
                Stranger.class,
                StrangerVisits.class,
                VisitOwner.class,
                VisitClaim.class,
                JourneyState.class,
                Journey.class
            })
    void isSerialisedWithoutKryo(Class<?> type) {
        assertThatCode(() -> PojoTestUtils.assertSerializedAsPojoWithoutKryo(type))
                .doesNotThrowAnyException();
    }
}
