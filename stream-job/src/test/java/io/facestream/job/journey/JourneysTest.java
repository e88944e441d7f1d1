package io.facestream.job.journey;

import static io.facestream.job.journey.VisitClaim.Kind.GIVEN_UP;
import static io.facestream.job.journey.VisitClaim.Kind.OPEN;
import static io.facestream.job.journey.VisitClaim.Kind.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JourneysTest {
    private static final long MINUTE = 60_000;
    private static final long NO_CLOCK = Long.MIN_VALUE;

    private final Journeys journeys = new Journeys(JourneyOptions.defaults());
    private final List<Journey> upserts = new ArrayList<>();
    private final TreeMap<String, JourneyState> states = new TreeMap<>();
    private int tooLate;

    @Test
    void visitsOnThreeCamerasBecomeOneJourneyInTheirOrder() {
        over("anna", "door", 0, MINUTE);
        over("anna", "hall", 2 * MINUTE, 3 * MINUTE);
        over("anna", "lab", 4 * MINUTE, 5 * MINUTE);
        assertThat(upserts).extracting(Journey::revision).containsExactly(1L, 2L, 3L);
        assertThat(upserts)
                .extracting(Journey::journeyId)
                .containsOnly(upserts.get(0).journeyId());
        assertThat(upserts.get(2).cameras()).containsExactly("door", "hall", "lab");
        assertThat(upserts.get(2).startedAtMillis()).isZero();
        assertThat(upserts.get(2).endedAtMillis()).isEqualTo(5 * MINUTE);
    }

    @Test
    void aVisitMoreThanTheGapLaterBeginsAnotherJourney() {
        over("anna", "door", 0, MINUTE);
        over("anna", "hall", 6 * MINUTE, 7 * MINUTE);
        over("anna", "hall", 12 * MINUTE + 1, 13 * MINUTE);
        assertThat(current()).hasSize(2);
        assertThat(current().get(0)).extracting(Journey::cameras).isEqualTo(List.of("door", "hall"));
    }

    @Test
    void overlappingViewsAreOneJourney() {
        over("anna", "left", 0, 3 * MINUTE);
        over("anna", "right", MINUTE, 2 * MINUTE);
        // The first visit lasts longer than the second: the gap counts from the latest end.
        over("anna", "door", 8 * MINUTE, 9 * MINUTE);
        assertThat(current()).singleElement().extracting(Journey::cameras).isEqualTo(List.of("left", "right", "door"));
    }

    @Test
    void tenPeopleOnCamerasWithSkewedClocksHaveOneJourneyEachInTheRightOrder() {
        List<VisitClaim> claims = new ArrayList<>();
        long[] skew = {0, 2_000, -2_000};
        for (int person = 0; person < 10; person++) {
            for (int camera = 0; camera < 3; camera++) {
                long from = person * 7_000L + camera * 20_000L + skew[camera];
                claims.add(claim(OVER, "person" + person, "camera" + camera, from, from + 10_000));
            }
        }
        Collections.shuffle(claims, new Random(7));
        claims.forEach(claim -> step(claim, NO_CLOCK));
        assertThat(current())
                .hasSize(10)
                .allSatisfy(journey -> assertThat(journey.cameras()).containsExactly("camera0", "camera1", "camera2"));
        assertThat(current()).extracting(Journey::personId).doesNotHaveDuplicates();
    }

    @Test
    void aLateVisitInsideTheAllowedLatenessMergesTwoJourneys() {
        over("anna", "door", 0, MINUTE);
        over("anna", "lab", 10 * MINUTE, 11 * MINUTE);
        String first = upserts.get(0).journeyId();
        String second = upserts.get(1).journeyId();
        step(claim(OVER, "anna", "hall", 5 * MINUTE, 6 * MINUTE), 15 * MINUTE);
        assertThat(tooLate).isZero();
        assertThat(current()).singleElement().satisfies(journey -> {
            assertThat(journey.journeyId()).isEqualTo(first);
            assertThat(journey.revision()).isEqualTo(2);
            assertThat(journey.cameras()).containsExactly("door", "hall", "lab");
            assertThat(journey.supersedes()).containsExactly(second);
        });
        Journey withdrawn = upserts.get(2);
        assertThat(withdrawn.isWithdrawn()).isTrue();
        assertThat(withdrawn.journeyId()).isEqualTo(second);
        assertThat(withdrawn.revision()).isEqualTo(2);
        assertThat(withdrawn.supersededBy()).isEqualTo(first);
    }

    @Test
    void aLaterVisitIsCountedAndChangesNothing() {
        over("anna", "door", 0, MINUTE);
        step(claim(OVER, "anna", "hall", 2 * MINUTE, 3 * MINUTE), 13 * MINUTE + 1);
        assertThat(tooLate).isEqualTo(1);
        assertThat(upserts).hasSize(1);
        step(claim(OVER, "anna", "lab", 4 * MINUTE, 5 * MINUTE), 15 * MINUTE);
        assertThat(tooLate).isEqualTo(1);
        assertThat(upserts).hasSize(2);
    }

    @Test
    void aLateFirstVisitGivesTheJourneyItsIdAndSupersedesTheEarlierOne() {
        over("anna", "hall", 2 * MINUTE, 3 * MINUTE);
        String before = upserts.get(0).journeyId();
        over("anna", "door", 0, MINUTE);
        assertThat(current()).singleElement().satisfies(journey -> {
            assertThat(journey.journeyId()).isNotEqualTo(before);
            assertThat(journey.supersedes()).containsExactly(before);
        });
    }

    @Test
    void aVisitTakenAwayInTheMiddleSplitsTheJourneyAndGivenBackRejoinsIt() {
        over("anna", "door", 0, MINUTE);
        over("anna", "hall", 5 * MINUTE, 6 * MINUTE);
        over("anna", "lab", 10 * MINUTE, 11 * MINUTE);
        step(claim(GIVEN_UP, "anna", "hall", 5 * MINUTE, 6 * MINUTE), NO_CLOCK);
        assertThat(current()).extracting(Journey::cameras).containsExactly(List.of("door"), List.of("lab"));
        over("anna", "hall", 5 * MINUTE, 6 * MINUTE);
        assertThat(current())
                .singleElement()
                .satisfies(journey -> assertThat(journey.stops()).hasSize(3));
        assertRevisionsRiseByOne();
    }

    @Test
    void aPersonsOnlyVisitTakenAwayWithdrawsTheJourney() {
        over("anna", "door", 0, MINUTE);
        step(claim(GIVEN_UP, "anna", "door", 0, MINUTE), NO_CLOCK);
        assertThat(current()).isEmpty();
        assertThat(upserts.get(1).supersededBy()).isEmpty();
        assertThat(upserts.get(1).revision()).isEqualTo(2);
    }

    @Test
    void anotherInterleavingGivesTheSameFinalSet() {
        Random random = new Random(42);
        List<VisitClaim> claims = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            long from = random.nextInt(240) * 30_000L;
            claims.add(claim(OVER, "person" + i % 4, "camera" + i % 5, from, from + random.nextInt(180) * 1_000L));
        }
        claims.forEach(claim -> step(claim, NO_CLOCK));
        Set<List<Object>> expected = finalSet();
        assertThat(expected).hasSizeGreaterThan(8);
        for (int seed = 0; seed < 20; seed++) {
            states.clear();
            upserts.clear();
            Collections.shuffle(claims, new Random(seed));
            claims.forEach(claim -> step(claim, NO_CLOCK));
            assertThat(finalSet()).isEqualTo(expected);
            assertRevisionsRiseByOne();
        }
    }

    @Test
    void aJourneyIsForgottenWhenNothingCanJoinItAndNotBefore() {
        over("anna", "door", 0, MINUTE);
        assertThat(journeys.expire(states.get("anna"), 16 * MINUTE - 1).isEmpty())
                .isFalse();
        assertThat(journeys.expire(states.get("anna"), 16 * MINUTE).isEmpty()).isTrue();
    }

    @Test
    void anHourBeforeACameraStillBelongsToTheJourneyThatLedThere() {
        over("anna", "door", 0, MINUTE);
        step(claim(OPEN, "anna", "desk", 3 * MINUTE, 3 * MINUTE), 4 * MINUTE);
        states.put("anna", journeys.expire(states.get("anna"), 60 * MINUTE));
        step(claim(OVER, "anna", "desk", 3 * MINUTE, 63 * MINUTE), 64 * MINUTE);
        assertThat(current()).singleElement().extracting(Journey::cameras).isEqualTo(List.of("door", "desk"));
        assertThat(states.get("anna").open()).isEmpty();
        assertThat(journeys.expire(states.get("anna"), 78 * MINUTE).isEmpty()).isTrue();
    }

    private void over(String person, String camera, long from, long to) {
        step(claim(OVER, person, camera, from, to), NO_CLOCK);
    }

    private void step(VisitClaim claim, long clock) {
        Journeys.Step step = journeys.step(states.getOrDefault(claim.personId(), JourneyState.EMPTY), claim, clock);
        states.put(claim.personId(), step.state());
        upserts.addAll(step.upserts());
        tooLate += step.tooLate() ? 1 : 0;
    }

    private static VisitClaim claim(VisitClaim.Kind kind, String person, String camera, long from, long to) {
        String visit = camera + "-" + from + "-" + person;
        return new VisitClaim(person, kind, new JourneyStop(visit, camera, from, to), to);
    }

    /** The journeys as a reader of the upserts has them. */
    private List<Journey> current() {
        TreeMap<String, Journey> last = new TreeMap<>();
        upserts.forEach(journey -> last.put(journey.journeyId(), journey));
        return last.values().stream()
                .filter(journey -> !journey.isWithdrawn())
                .sorted((a, b) -> Long.compare(a.startedAtMillis(), b.startedAtMillis()))
                .toList();
    }

    private Set<List<Object>> finalSet() {
        Set<List<Object>> set = new HashSet<>();
        current().forEach(journey -> set.add(List.of(journey.journeyId(), journey.personId(), journey.stops())));
        return set;
    }

    private void assertRevisionsRiseByOne() {
        TreeMap<String, Long> last = new TreeMap<>();
        for (Journey journey : upserts) {
            assertThat(journey.revision()).isEqualTo(last.getOrDefault(journey.journeyId(), 0L) + 1);
            last.put(journey.journeyId(), journey.revision());
        }
    }
}
