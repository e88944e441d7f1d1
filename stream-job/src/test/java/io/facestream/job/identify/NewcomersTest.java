package io.facestream.job.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankVersion;
import io.facestream.job.facebank.EnrolledPerson;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.facebank.VectorOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What a change of the facebank means for those who were seen before it. */
class NewcomersTest {
    private static final CountDownLatch ALLOWED = new CountDownLatch(1);

    @Test
    void whoeverIsInTheFirstVersionIsNoNewcomer() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, anna(1));
            harness.settle();
            assertThat(harness.enrolments()).isEmpty();
        }
    }

    @Test
    void whoIsEnrolledLaterIsToldOnceWithTheirMean() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, anna(1));
            harness.settle();
            harness.bank(
                    "v2",
                    1,
                    2,
                    true,
                    FacebankHarness.template("b1", "berta", FacebankHarness.axis(1), 1, 2),
                    FacebankHarness.template("b2", "berta", FacebankHarness.axis(2), 1, 2));
            harness.settle();
            assertThat(harness.enrolments()).singleElement().satisfies(enrolment -> {
                assertThat(enrolment.facebankVersion()).isEqualTo("v2");
                assertThat(enrolment.modelId()).isEqualTo(FacebankHarness.MODEL);
                assertThat(enrolment.last()).isTrue();
                assertThat(enrolment.gone()).isEmpty();
                assertThat(enrolment.people()).singleElement().satisfies(person -> {
                    assertThat(person.personId()).isEqualTo("berta");
                    assertThat(person.unit()[1]).isEqualTo(person.unit()[2]).isGreaterThan(0.7f);
                });
            });
        }
    }

    @Test
    void whoIsRemovedIsGoneAndWhoIsSaidAgainIsNoNews() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, anna(1));
            harness.settle();
            harness.bank("v2", 2, 1, true, anna(2)); // a full snapshot after a restart of the source
            harness.settle();
            assertThat(harness.enrolments()).isEmpty();
            harness.bank("v3", 2, 2, true, BankTemplate.removed("a1", "", new BankVersion(2, 2)));
            harness.settle();
            assertThat(harness.enrolments()).singleElement().satisfies(enrolment -> {
                assertThat(enrolment.people()).isEmpty();
                assertThat(enrolment.gone()).containsExactly("anna");
            });
        }
    }

    @Test
    void newsThatWereNotToldBeforeAFailureAreToldAfterIt() throws Exception {
        OperatorSubtaskState state;
        try (var harness = FacebankHarness.open();
                var slow = FacebankHarness.restore(null, NewcomersTest::openWhenAllowed)) {
            harness.bank("v1", 1, 1, true, anna(1));
            harness.settle();
            slow.bank("v1", 1, 1, true, anna(1)); // it keeps the thread that makes indexes
            harness.bank("v2", 1, 2, true, FacebankHarness.template("b1", "berta", FacebankHarness.axis(1), 1, 2));
            state = harness.snapshot();
            assertThat(harness.enrolments()).isEmpty();
            ALLOWED.countDown();
        }
        try (var harness = FacebankHarness.restore(state)) {
            harness.settle();
            assertThat(harness.enrolments())
                    .flatExtracting(Enrolment::people)
                    .extracting(EnrolledPerson::personId)
                    .containsExactly("berta");
            harness.settle();
            assertThat(harness.enrolments()).hasSize(1);
        }
    }

    @Test
    void manyPeopleComeInPartsAndTooManyAreOnlyCounted() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, anna(1));
            harness.settle();
            harness.bank("v2", 1, 2, true, people(300, 2));
            harness.settle();
            assertThat(harness.enrolments()).hasSize(3);
            assertThat(harness.enrolments()).extracting(Enrolment::last).containsExactly(false, false, true);
            assertThat(harness.enrolments()).flatExtracting(Enrolment::people).hasSize(300);
            harness.bank("v3", 1, 3, true, people(Enrolment.MOST_PEOPLE + 301, 3));
            harness.settle();
            assertThat(harness.enrolments().get(3).passedOver()).isEqualTo(Enrolment.MOST_PEOPLE + 1);
            assertThat(harness.enrolments().get(3).people()).isEmpty();
        }
    }

    private static VectorOpener openWhenAllowed() {
        try {
            ALLOWED.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return VectorOpener.CLEAR;
    }

    private static BankTemplate anna(long generation) {
        return FacebankHarness.template("a1", "anna", FacebankHarness.axis(0), generation, 1);
    }

    private static BankTemplate[] people(int number, long version) {
        List<BankTemplate> templates = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            templates.add(
                    FacebankHarness.template("t" + i, "person" + i, FacebankHarness.axis(1 + i % 500), 1, version));
        }
        return templates.toArray(BankTemplate[]::new);
    }
}
