package io.facestream.facebank.topic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a facebank on a topic, as {@code EPOCH.OFFSET}: the offset of the commit record that ended the change, counted anew with
 * each epoch. An epoch ends when the topic is re-created or has lost its end.
 *
 * @param epoch from 1
 * @param offset of the commit record
 */
public record FacebankVersion(int epoch, long offset) implements Comparable<FacebankVersion> {
    private static final int OFFSET_BITS = 40;
    private static final long MOST_OFFSET = (1L << OFFSET_BITS) - 1;
    private static final int MOST_EPOCH = 1 << 22;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})\\.(\\d{1,13})");

    public FacebankVersion {
        require(epoch >= 1 && epoch <= MOST_EPOCH, "epoch", epoch);
        require(offset >= 0 && offset <= MOST_OFFSET, "offset", offset);
    }

    private static void require(boolean holds, String name, long value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    name + " of a facebank version: " + value + " (expected: EPOCH.OFFSET, such as 1.17)");
        }
    }

    /** One number for both: the higher one is the newer version. In the first epoch it is the offset. */
    public long number() {
        return ((long) (epoch - 1) << OFFSET_BITS) | offset;
    }

    /** The version of a {@link #number()}. */
    public static FacebankVersion of(long number) {
        return new FacebankVersion((int) (number >>> OFFSET_BITS) + 1, number & MOST_OFFSET);
    }

    /** @throws IllegalArgumentException when the text has another form than {@code 1.17} */
    public static FacebankVersion parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("facebank version: " + text + " (expected: EPOCH.OFFSET, such as 1.17)");
        }
        return new FacebankVersion(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public int compareTo(FacebankVersion other) {
        return Long.compare(number(), other.number());
    }

    @Override
    public String toString() {
        return epoch + "." + offset;
    }
}
