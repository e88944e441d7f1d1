package io.facestream.console.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.console.http.Refusal;
import java.text.Normalizer;
import java.util.Map;

/**
 * What is said about somebody who is to be enrolled.
 *
 * @param name in Unicode's composed form
 * @param consent what the enrolment is founded on; empty where not stated
 * @param validUntil a date or an instant; empty for no end
 */
record Newcomer(String name, String consent, String validUntil, boolean ignored) {
    static final int LONGEST_NAME = 200;
    private static final int LONGEST_CONSENT = 500;
    private static final int LONGEST_DATE = 40;

    static Newcomer of(Map<String, String> fields) throws Refusal {
        return new Newcomer(
                name(fields.getOrDefault("name", "")),
                line("consent", fields.getOrDefault("consent", ""), LONGEST_CONSENT),
                line("validUntil", fields.getOrDefault("validUntil", ""), LONGEST_DATE),
                fields.getOrDefault("ignored", "").equals("true"));
    }

    /** A name as it is kept. */
    static String name(String text) throws Refusal {
        String name = line("name", text, LONGEST_NAME);
        if (name.isEmpty()) {
            throw new Refusal(400, "name: empty (expected: what the person is called)");
        }
        return name;
    }

    private static String line(String what, String text, int most) throws Refusal {
        String line = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        int length = line.codePointCount(0, line.length());
        if (length > most) {
            throw new Refusal(400, what + ": " + length + " characters (expected: at most " + most + ")");
        }
        if (line.codePoints().anyMatch(Newcomer::isSteering)) {
            throw new Refusal(400, what + ": not one line of plain text (expected: letters, digits, signs)");
        }
        return line;
    }

    /** Line ends and the like, and what turns the direction of the text that follows. */
    private static boolean isSteering(int c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** As {@code person.json} has it. */
    ObjectNode json() {
        ObjectNode node = new ObjectMapper().createObjectNode().put("name", name);
        if (!consent.isEmpty()) {
            node.put("consent", consent);
        }
        if (!validUntil.isEmpty()) {
            node.put("validUntil", validUntil);
        }
        if (ignored) {
            node.put("ignore", true);
        }
        return node;
    }
}
