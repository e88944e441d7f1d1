package io.facestream.job.latecomer;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.facebank.EnrolledPerson;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.visit.UnnamedVisit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/**
 * One bucket's visits and the enrolments that they are held against, while a record or a timer is worked on. Visits are numbered, so that a
 * slice goes on where the last one ended without reading what lies before.
 */
final class Bucket {
    /** Comparisons of a visit with a person a slice: some milliseconds. */
    private static final int SLICE_COMPARISONS = 16_384;

    /** Visits a slice. */
    static final int SLICE = 256;

    private static final int KEPT_PARTS = 8;

    private final MapState<Long, RememberedVisit> visits;
    private final MapState<Long, KeptPart> parts;
    private final LateMatch match;
    private final LatecomerOptions options;
    private final long clock;
    private final List<IdentityEvent> events = new ArrayList<>();
    private long first;
    private long next;
    private int count;
    private long oldestPart;
    private long doing;
    private long complete;
    private long nextPart;
    private long cursor;
    private long searched;
    private int forgottenEarly;

    /** @param clock the watermark */
    Bucket(
            BucketHead head,
            MapState<Long, RememberedVisit> visits,
            MapState<Long, KeptPart> parts,
            LateMatch match,
            LatecomerOptions options,
            long clock) {
        this.visits = visits;
        this.parts = parts;
        this.match = match;
        this.options = options;
        this.clock = clock;
        first = head.first();
        next = head.next();
        count = head.count();
        oldestPart = head.oldestPart();
        doing = head.doing();
        complete = head.complete();
        nextPart = head.nextPart();
        cursor = head.cursor();
        searched = head.searched();
    }

    BucketHead head() {
        return new BucketHead(first, next, count, oldestPart, doing, complete, nextPart, cursor, searched);
    }

    List<IdentityEvent> events() {
        return events;
    }

    /** How many visits were forgotten before their time, because there were too many. */
    int forgottenEarly() {
        return forgottenEarly;
    }

    /** Keeps a visit, and holds it against those who were enrolled after it was looked at but before it closed. */
    void remember(UnnamedVisit visit) throws Exception {
        if (isExpired(visit)) {
            return;
        }
        RememberedVisit kept = RememberedVisit.of(visit);
        count++;
        for (long part = oldestPart; part < doing; ) {
            List<Enrolment> commit = commitFrom(part);
            part += commit.size();
            kept = meet(kept, LateCommit.of(commit), (long) count * LatecomerStreams.BUCKETS);
        }
        visits.put(next++, kept);
        int most = (options.rememberAtMost() + LatecomerStreams.BUCKETS - 1) / LatecomerStreams.BUCKETS;
        while (count > most) {
            RememberedVisit oldest = visits.get(first);
            if (oldest != null) {
                forget(first);
                forgottenEarly++;
            }
            first++;
        }
    }

    /** Takes a part of an enrolment; work begins when the commit is whole. */
    void enrol(Enrolment part) throws Exception {
        if (!part.gone().isEmpty()) {
            dropPeople(part.gone());
        }
        parts.put(nextPart++, new KeptPart(part, Long.MAX_VALUE));
        if (part.last()) {
            complete = nextPart;
        }
    }

    /** Who is gone is looked for no more. */
    private void dropPeople(Collection<String> gone) throws Exception {
        Set<String> them = new HashSet<>(gone);
        for (long i = oldestPart; i < nextPart; i++) {
            KeptPart kept = parts.get(i);
            List<EnrolledPerson> others = kept.enrolment().people().stream()
                    .filter(person -> !them.contains(person.personId()))
                    .toList();
            if (others.size() < kept.enrolment().people().size()) {
                Enrolment part = kept.enrolment();
                parts.put(
                        i,
                        new KeptPart(
                                new Enrolment(
                                        part.facebankVersion(),
                                        part.modelId(),
                                        others,
                                        part.gone(),
                                        part.passedOver(),
                                        part.last()),
                                kept.untilMillis()));
            }
        }
    }

    boolean hasWork() {
        return doing < complete;
    }

    /** Holds the next visits against the commit in hand. */
    void workASlice() throws Exception {
        List<Enrolment> inHand = commitFrom(doing);
        LateCommit commit = LateCommit.of(inHand);
        if (cursor == BucketHead.IDLE) {
            cursor = first;
            searched = (long) count * LatecomerStreams.BUCKETS;
        }
        cursor = Math.max(cursor, first);
        int slice = Math.max(
                1,
                Math.min(SLICE, SLICE_COMPARISONS / Math.max(1, commit.people().size())));
        long until = Math.min(next, cursor + slice);
        for (; cursor < until; cursor++) {
            RememberedVisit before = visits.get(cursor);
            if (before == null || isExpired(before.visit())) {
                continue;
            }
            if (commit.gone().contains(before.personId())) {
                // What is known to be theirs is not kept for others to be found by.
                forget(cursor);
                continue;
            }
            RememberedVisit after = meet(before, commit, searched);
            if (after != before) {
                visits.put(cursor, after);
            }
        }
        if (cursor >= next) {
            finish(inHand);
        }
    }

    private void finish(List<Enrolment> commit) throws Exception {
        for (int i = 0; i < commit.size(); i++) {
            parts.put(doing + i, new KeptPart(commit.get(i), staysUntil()));
        }
        doing += commit.size();
        cursor = BucketHead.IDLE;
        dropParts();
    }

    /** When a commit that is done now is needed no more. Before the first watermark nobody was seen. */
    long staysUntil() {
        return clock == Long.MIN_VALUE ? clock : clock + options.enrolmentStaysMillis();
    }

    private RememberedVisit meet(RememberedVisit visit, LateCommit commit, long among) {
        LateMatch.Step step = match.step(visit.without(commit.gone()), commit, among);
        if (step.event() != null) {
            events.add(step.event());
        }
        return step.visit();
    }

    /** The parts of the commit that begins there. */
    private List<Enrolment> commitFrom(long part) throws Exception {
        List<Enrolment> commit = new ArrayList<>();
        Enrolment one;
        do {
            one = parts.get(part + commit.size()).enrolment();
            commit.add(one);
        } while (!one.last());
        return commit;
    }

    /** Forgets visits and enrolments whose time is over. */
    void expire() throws Exception {
        while (first < next) {
            RememberedVisit oldest = visits.get(first);
            if (oldest != null) {
                if (!isExpired(oldest.visit())) {
                    break;
                }
                forget(first);
            }
            first++;
        }
        dropParts();
    }

    private void dropParts() throws Exception {
        while (oldestPart < doing
                && (doing - oldestPart > KEPT_PARTS || parts.get(oldestPart).untilMillis() <= clock)) {
            parts.remove(oldestPart++);
        }
    }

    private void forget(long number) throws Exception {
        visits.remove(number);
        count--;
    }

    private boolean isExpired(UnnamedVisit visit) {
        return forgottenAt(visit) <= clock;
    }

    long forgottenAt(UnnamedVisit visit) {
        return visit.leftAtMillis() + options.rememberMillis();
    }
}
