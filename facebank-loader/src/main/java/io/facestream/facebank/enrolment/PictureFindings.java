package io.facestream.facebank.enrolment;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what pictures show: from memory where the file has not changed, from the store where its bytes were analysed before, and
 * else by analysing it, several at once. One caller at a time.
 */
final class PictureFindings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PictureFindings.class);

    private final PictureAnalysis analysis;
    private final FaceReader.Factory readers;
    private final ExecutorService workers;
    private final BlockingDeque<FaceReader> idle = new LinkedBlockingDeque<>();
    private Map<Path, Known> memory = new HashMap<>();

    PictureFindings(PictureAnalysis analysis, FaceReader.Factory readers, int threads) {
        this.analysis = analysis;
        this.readers = readers;
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "enrolment");
            thread.setDaemon(true);
            return thread;
        });
        // What cannot be opened at all is said before the first picture is read.
        idle.add(readers.open());
    }

    /** @param sha256 of the file's bytes; empty where they could not be read */
    record Known(FileStamp stamp, String sha256, PictureFinding finding) {}

    private record Outcome(ScannedFile file, Known known, boolean analysed, boolean lasting) {}

    /** By path; says how many had to be analysed. */
    record Findings(Map<Path, Known> byPath, int analysed) {}

    Findings of(List<ScannedFile> pictures, FindingStore store, Consumer<EnrolmentProgress> progress) {
        Map<Path, Known> found = new HashMap<>();
        Map<Path, Known> lasting = new HashMap<>();
        List<ScannedFile> unknown = new ArrayList<>();
        Pace pace = new Pace(pictures.size(), System::nanoTime);
        for (ScannedFile picture : pictures) {
            Known known = memory.get(picture.path());
            if (known != null && known.stamp().equals(picture.stamp())) {
                found.put(picture.path(), known);
                lasting.put(picture.path(), known);
                progress.accept(pace.next(false));
            } else {
                unknown.add(picture);
            }
        }
        lookAt(unknown, store, outcome -> {
            found.put(outcome.file().path(), outcome.known());
            if (outcome.lasting()) {
                lasting.put(outcome.file().path(), outcome.known());
            }
            progress.accept(pace.next(outcome.analysed()));
        });
        memory = lasting;
        return new Findings(found, pace.embedded());
    }

    private void lookAt(List<ScannedFile> pictures, FindingStore store, Consumer<Outcome> each) {
        ExecutorCompletionService<Outcome> running = new ExecutorCompletionService<>(workers);
        List<Future<Outcome>> all = new ArrayList<>();
        try {
            pictures.forEach(picture -> all.add(running.submit(() -> lookAt(picture, store))));
            for (int i = 0; i < pictures.size(); i++) {
                each.accept(running.take().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FacebankException("enrolment: interrupted (expected: time to finish)", e);
        } catch (ExecutionException e) {
            throw new FacebankException("enrolment: " + e.getCause() + " (expected: a model that runs)", e);
        } finally {
            all.forEach(task -> task.cancel(true));
        }
    }

    private Outcome lookAt(ScannedFile picture, FindingStore store) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(picture.path())) {
            bytes = in.readNBytes(PictureReader.MAX_BYTES + 1);
        } catch (IOException e) {
            String detail = e.getClass().getSimpleName() + " (expected: a readable file)";
            return new Outcome(
                    picture, known(picture, "", new Refused(PictureVerdict.UNREADABLE, detail)), false, false);
        }
        String sha256 = sha256(bytes);
        Optional<PictureFinding> kept = store.find(sha256);
        if (kept.isPresent()) {
            return new Outcome(picture, known(picture, sha256, kept.get()), false, true);
        }
        try {
            PictureFinding finding = analyze(bytes);
            store.keep(sha256, finding);
            return new Outcome(picture, known(picture, sha256, finding), true, true);
        } catch (RuntimeException e) {
            LOG.warn("a picture could not be analysed: {}", picture.name(), e);
            Refused refused =
                    new Refused(PictureVerdict.FAILED, e.getClass().getSimpleName() + " (expected: an analysis)");
            return new Outcome(picture, known(picture, sha256, refused), true, false);
        }
    }

    private PictureFinding analyze(byte[] bytes) {
        FaceReader waiting = idle.poll();
        FaceReader reader = waiting != null ? waiting : readers.open();
        try {
            return analysis.analyze(bytes, reader);
        } finally {
            idle.add(reader);
        }
    }

    private static Known known(ScannedFile picture, String sha256, PictureFinding finding) {
        return new Known(picture.stamp(), sha256, finding);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("enrolment: a picture is still being analysed after 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        idle.forEach(FaceReader::close);
        idle.clear();
    }
}
