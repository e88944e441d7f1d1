package io.facestream.job.kafka;

import java.util.Set;

/**
 * How one setting of a topic must be, or is best.
 *
 * @param essential whether another value loses or refuses records; otherwise it is a matter of taste or disk
 * @param why in a few words
 */
public record TopicSetting(String name, String expected, Rule rule, boolean essential, String why) {
    /** When a value is as expected. */
    public enum Rule {
        EQUAL,
        /** A number that may be larger; -1 is without limit. */
        AT_LEAST,
        /** Words separated by commas, in any order. */
        SAME_WORDS
    }

    boolean holds(String is) {
        return switch (rule) {
            case EQUAL -> is.equals(expected);
            case SAME_WORDS -> Set.of(is.split(",")).equals(Set.of(expected.split(",")));
            case AT_LEAST -> is.equals("-1") || !expected.equals("-1") && number(is) >= number(expected);
        };
    }

    /** What is expected, for people. */
    public String wanted() {
        return rule == Rule.AT_LEAST && !expected.equals("-1") ? "at least " + expected : expected;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NEGATIVE_INFINITY;
        }
    }
}
