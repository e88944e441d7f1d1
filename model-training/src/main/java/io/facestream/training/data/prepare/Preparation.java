package io.facestream.training.data.prepare;

import static java.util.Objects.requireNonNull;

import io.facestream.training.TrainingException;
import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.PictureSink;
import io.facestream.training.data.PictureSinks;
import io.facestream.training.data.SinkPicture;
import io.facestream.training.data.prepare.Journal.Tally;
import io.facestream.training.data.prepare.PictureMaker.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Writes a set of pictures as another one, and goes on where an earlier run was stopped. One use, one thread. */
public final class Preparation {
    private static final long COMMIT_NANOS = 1_000_000_000L;
    private static final int AHEAD_PER_THREAD = 8;

    private final CodedPictures from;
    private final Path to;
    private final PrepareOptions options;
    private final FaceFinder.Factory finders;
    private final Progress progress;
    private final long commitNanos;
    private final Plan plan;
    private final Map<String, String> settings;

    private final List<String> onePicture = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int next;
    private int written;
    private int people;
    private int person;
    private int ofPerson;
    private int grey;

    /** Is told how many pictures of how many are done. */
    public interface Progress {
        void show(int done, int total, int refused);
    }

    /** @param finders are asked only where the options say that faces are aligned */
    public Preparation(
            CodedPictures from, Path to, PrepareOptions options, FaceFinder.Factory finders, Progress progress) {
        this(from, to, options, finders, progress, COMMIT_NANOS);
    }

    /** @param commitNanos after which what was written is brought to the disk */
    Preparation(
            CodedPictures from,
            Path to,
            PrepareOptions options,
            FaceFinder.Factory finders,
            Progress progress,
            long commitNanos) {
        this.from = from;
        this.to = to;
        this.options = options;
        this.finders = finders;
        this.progress = progress;
        this.commitNanos = commitNanos;
        this.plan = Plan.of(from, options.minPictures());
        this.settings = new TreeMap<>(Map.of(
                "pictures", plan.fingerprint(from),
                "side", Integer.toString(options.side()),
                "fit", options.fit().name(),
                "align", Boolean.toString(options.align()),
                "min-pictures", Integer.toString(options.minPictures()),
                "png", Boolean.toString(options.png())));
    }

    /**
     * Writes all pictures that can be used.
     *
     * @throws TrainingException if there is something at the place already, or if no picture could be used
     */
    public PrepareReport run() throws IOException {
        Optional<Journal> earlier = Journal.find(to, settings);
        if (earlier.isEmpty()) {
            PictureSinks.requireFree(to);
        }
        goOn(earlier.map(Journal::tally).orElse(Tally.none()));
        int alreadyDone = next;
        Map<String, Long> lengths = earlier.map(Journal::lengths).orElse(Map.of());
        try (PictureMaker maker = new PictureMaker(from, options, finders);
                PictureSink sink = PictureSinks.open(to, lengths)) {
            if (earlier.isEmpty()) {
                commit(sink); // from now on the place is this run's
            }
            writeAll(maker, sink);
            if (written == 0) {
                sink.discard();
                Journal.delete(to);
                throw new TrainingException(
                        "none of " + plan.size() + " pictures can be used; the first: " + refused.get(0));
            }
            commit(sink);
            sink.complete();
        }
        endPerson();
        Journal.delete(to);
        return new PrepareReport(
                from.size(),
                written,
                people,
                refused,
                plan.leftOutPeople(),
                plan.leftOutPictures(),
                grey,
                onePicture,
                from.problems(),
                alreadyDone);
    }

    private void goOn(Tally tally) {
        next = tally.next();
        written = tally.written();
        people = tally.people();
        person = tally.person();
        ofPerson = tally.ofPerson();
        grey = tally.grey();
        onePicture.addAll(tally.onePicture());
        refused.addAll(tally.refused());
    }

    private void writeAll(PictureMaker maker, PictureSink sink) throws IOException {
        Deque<Future<Outcome>> ahead = new ArrayDeque<>();
        int begun = next;
        long committed = System.nanoTime();
        try {
            while (next < plan.size()) {
                while (begun < plan.size() && ahead.size() < AHEAD_PER_THREAD * options.threads()) {
                    ahead.add(maker.begin(plan.order()[begun++]));
                }
                take(outcome(requireNonNull(ahead.poll(), "a picture is always under way")), sink);
                progress.show(next, plan.size(), refused.size());
                if (System.nanoTime() - committed >= commitNanos) {
                    commit(sink);
                    committed = System.nanoTime();
                }
            }
        } finally {
            ahead.forEach(picture -> picture.cancel(false));
        }
    }

    private static Outcome outcome(Future<Outcome> picture) {
        try {
            return picture.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("interrupted while pictures were prepared", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void take(Outcome outcome, PictureSink sink) throws IOException {
        if (outcome instanceof Outcome.Made made) {
            int label = from.label(plan.order()[next]);
            if (label != person) {
                endPerson();
                person = label;
                ofPerson = 0;
                people++;
            }
            String file = plan.names().get(next) + "." + made.extension();
            sink.add(new SinkPicture(written, people - 1, from.classes().get(label), file, made.coded()));
            written++;
            ofPerson++;
            grey += made.grey() ? 1 : 0;
        } else if (outcome instanceof Outcome.Refused reason) {
            refused.add(reason.reason());
        }
        next++;
    }

    private void endPerson() {
        if (ofPerson == 1) {
            onePicture.add(from.classes().get(person));
        }
    }

    private void commit(PictureSink sink) throws IOException {
        Map<String, Long> lengths = sink.commit();
        Tally tally =
                new Tally(next, written, people, person, ofPerson, grey, List.copyOf(onePicture), List.copyOf(refused));
        new Journal(settings, tally, lengths).write(to);
    }

    /** Whether a run that was stopped has left something to go on with. */
    public static boolean isBegun(Path to) {
        return Files.exists(Journal.beside(to));
    }
}
