package io.facestream.job.uselog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows the chains of a log, entry by entry, and notes of each the first place at which it is broken. */
public final class ChainCheck {
    private final Map<ChainName, Anchor> anchors;
    private final boolean trimmed;
    private final Map<ChainName, Chain> chains = new TreeMap<>();
    private final List<String> noEntries = new ArrayList<>();

    /**
     * @param anchors ends of chains as they were kept elsewhere; chains without one are not held against any
     * @param trimmed whether a chain may begin late, because a retention has deleted its beginning
     */
    public ChainCheck(Map<ChainName, Anchor> anchors, boolean trimmed) {
        this.anchors = Map.copyOf(anchors);
        this.trimmed = trimmed;
    }

    /** What is wrong with a chain. */
    public enum Damage {
        /** An entry says something else than what was chained. */
        CHANGED,
        /** Entries are missing. */
        REMOVED,
        /** There is an entry that does not belong. */
        INSERTED,
        /** All are there, in another order. */
        REORDERED,
        /** The end is missing, as an anchor shows. */
        TRUNCATED
    }

    /**
     * Where a chain is broken first.
     *
     * @param sequence of the entry concerned
     */
    public record Break(Damage damage, long sequence, String place, String detail) {
        /** For people: {@code CHANGED at 7 (line 9): ...}. */
        @Override
        public String toString() {
            return damage + " at " + sequence + (place.isEmpty() ? "" : " (" + place + ")") + ": " + detail;
        }
    }

    /**
     * What is known of a chain.
     *
     * @param from time of what its first entry is about
     * @param broken null where it holds
     */
    public record Finding(
            ChainName chain,
            long entries,
            String from,
            String to,
            long last,
            String lastHash,
            @Nullable Break broken) {
        public Anchor anchor() {
            return new Anchor(chain, last, lastHash);
        }
    }

    /** Takes the next entry of the log. */
    public void add(UseEntry entry) {
        chains.computeIfAbsent(entry.chain(), name -> new Chain(anchors.get(name)))
                .add(entry);
    }

    /** Takes what lies in the log and is no entry. */
    public void addNoEntry(String place) {
        noEntries.add(place);
    }

    /** Places that hold no entry. */
    public List<String> noEntries() {
        return noEntries;
    }

    /** All chains, and those of which only an anchor is left. */
    public Collection<Finding> findings() {
        Map<ChainName, Finding> findings = new TreeMap<>();
        anchors.forEach((name, anchor) -> findings.put(
                name,
                new Finding(
                        name,
                        0,
                        "",
                        "",
                        -1,
                        ChainHead.NOTHING,
                        new Break(
                                Damage.TRUNCATED,
                                0,
                                "",
                                "nothing of it is left (expected: entries up to " + anchor.sequence() + ")"))));
        chains.forEach((name, chain) -> findings.put(name, chain.finding(name)));
        return findings.values();
    }

    public boolean holds() {
        return noEntries.isEmpty() && findings().stream().allMatch(finding -> finding.broken() == null);
    }

    private final class Chain {
        private final @Nullable Anchor anchor;
        private long entries;
        private String from = "";
        private String to = "";
        private long next;
        private String lastHash = ChainHead.NOTHING;
        private @Nullable Break broken;

        Chain(@Nullable Anchor anchor) {
            this.anchor = anchor;
        }

        void add(UseEntry entry) {
            String at = entry.text("at");
            from = from.isEmpty() || at.compareTo(from) < 0 ? at : from;
            to = at.compareTo(to) > 0 ? at : to;
            long sequence = entry.sequence();
            if (broken != null) {
                lookAgain(broken, sequence);
            } else {
                broken = damage(entry, sequence);
            }
            entries++;
            if (sequence >= next) {
                next = sequence + 1;
                lastHash = entry.hash();
            }
        }

        private @Nullable Break damage(UseEntry entry, long sequence) {
            if (!entry.isSound()) {
                return new Break(
                        Damage.CHANGED,
                        sequence,
                        entry.place(),
                        "it says something else than what was hashed (expected: hash " + ChainHead.hashOf(entry.json())
                                + ")");
            }
            boolean beginsLate = trimmed && entries == 0;
            if (sequence > next && !beginsLate) {
                String missing = sequence - next == 1 ? "entry " + next : "entries " + next + " to " + (sequence - 1);
                return new Break(Damage.REMOVED, next, entry.place(), missing + " missing");
            }
            if (sequence < next) {
                return new Break(
                        Damage.INSERTED,
                        sequence,
                        entry.place(),
                        "another entry with this sequence, or one after it, came before (expected: " + next + ")");
            }
            if (!beginsLate && !entry.previousHash().equals(lastHash)) {
                return new Break(
                        Damage.CHANGED,
                        sequence,
                        entry.place(),
                        "it does not follow the one before it, which was replaced (expected: previousHash " + lastHash
                                + ")");
            }
            if (anchor != null
                    && anchor.sequence() == sequence
                    && !anchor.hash().equals(entry.hash())) {
                return new Break(
                        Damage.CHANGED,
                        sequence,
                        entry.place(),
                        "the chain was made anew (expected: hash " + anchor.hash() + ", by the anchor)");
            }
            return null;
        }

        /** An entry that seemed to be missing has come after all. */
        private void lookAgain(Break before, long sequence) {
            if (before.damage() == Damage.REMOVED && sequence == before.sequence()) {
                broken = new Break(
                        Damage.REORDERED, sequence, before.place(), "entry " + sequence + " comes later than another");
            }
        }

        Finding finding(ChainName name) {
            @Nullable Break worst = broken;
            if (worst == null && anchor != null && anchor.sequence() >= next) {
                worst = new Break(
                        Damage.TRUNCATED,
                        next,
                        "",
                        "it ends at " + (next - 1) + " (expected: at least " + anchor.sequence() + ", by the anchor)");
            }
            return new Finding(name, entries, from, to, next - 1, lastHash, worst);
        }
    }
}
