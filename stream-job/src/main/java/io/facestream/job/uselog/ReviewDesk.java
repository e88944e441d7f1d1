package io.facestream.job.uselog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A log of use opened for reviews: which matches it holds, what people made of each, and the next review. It reads the log once and then
 * only what was added. Not thread-safe.
 */
public final class ReviewDesk implements Closeable {
    /** Matches that are known, and matches whose reviews are; the oldest go first. Some 30 MB each. */
    public static final int KEPT = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A match, or a withdrawal of one, as the log has it.
     *
     * @param entryHash names the entry: another run over the same video tells events with the same ids
     * @param personId empty where the match was withdrawn
     */
    public record Match(String entryHash, String cameraId, String personId) {}

    private final UseLog log;
    private final UseLog.Tail tail;
    private final Predicate<UseEntry> wanted;
    private final Map<String, Match> matches = atMost(KEPT);
    private final Map<String, Map<String, UseEntry>> reviews = atMost(KEPT);
    private ChainHead head = ChainHead.begin(ChainName.REVIEWS.run());
    private volatile long entries;

    private ReviewDesk(UseLog log, UseLog.Tail tail, Predicate<UseEntry> wanted) {
        this.log = log;
        this.tail = tail;
        this.wanted = wanted;
    }

    /**
     * Opens a log; nothing is read yet.
     *
     * @param wanted which matches may be asked for
     */
    public static ReviewDesk open(UseLog log, Predicate<UseEntry> wanted) throws IOException {
        return new ReviewDesk(log, log.open(), wanted);
    }

    private static <T> Map<String, T> atMost(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > most;
            }
        };
    }

    /** Reads what was added since the last time. */
    public void readOn() throws IOException {
        tail.readOn(this::take);
    }

    /** Entries that were read so far; to be asked by any thread. */
    public long entries() {
        return entries;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    private void take(UseEntry entry) {
        entries++;
        if (entry.chain().equals(ChainName.REVIEWS)) {
            if (entry.sequence() >= head.next()) {
                head = new ChainHead(head.run(), "", entry.sequence() + 1, entry.hash());
            }
            reviews.computeIfAbsent(entry.text("entryHash"), match -> new LinkedHashMap<>())
                    .putIfAbsent(entry.hash(), entry);
        } else if ((entry.is(UseKind.MATCH) || entry.is(UseKind.WITHDRAWN)) && wanted.test(entry)) {
            matches.put(entry.text("eventId"), new Match(entry.hash(), entry.text("cameraId"), entry.text("personId")));
        }
    }

    /** What the log says of an event, as far as it was read. */
    public Optional<Match> match(String eventId) {
        return Optional.ofNullable(matches.get(eventId));
    }

    /** The reviews of a match, as far as the log was read, in their order. */
    public List<UseEntry> reviews(Match match) {
        return List.copyOf(reviews.getOrDefault(match.entryHash(), Map.of()).values());
    }

    /**
     * Adds a review of a match that is known.
     *
     * @return the entry
     * @throws IllegalArgumentException when there is no such match
     * @throws UseLogException when somebody else adds one at the same time, or the log cannot be reached
     */
    public UseEntry review(Review review, Instant at) throws IOException {
        Match match = matches.get(review.eventId());
        if (match == null || match.personId().isEmpty()) {
            throw new IllegalArgumentException("event: " + review.eventId() + " (expected: the eventId of a match in "
                    + log + "; `./facestream use-log show` lists them)");
        }
        UseEntry entry = tail.append(this::take, () -> entryOf(match, review, at));
        take(entry);
        return entry;
    }

    private String entryOf(Match match, Review review, Instant at) {
        ObjectNode details = JSON.createObjectNode()
                .put("eventId", review.eventId())
                .put("entryHash", match.entryHash())
                .put("personId", match.personId())
                .put("by", review.by());
        if (!review.note().isEmpty()) {
            details.put("note", review.note());
        }
        UseKind kind = review.right() ? UseKind.CONFIRMED : UseKind.REJECTED;
        return head.append(new UseFact("", kind, at.toEpochMilli(), details.toString()))
                .line()
                .emitted(at);
    }

    @Override
    public void close() throws IOException {
        tail.close();
    }
}
