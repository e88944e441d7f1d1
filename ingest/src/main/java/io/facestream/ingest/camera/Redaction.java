package io.facestream.ingest.camera;

import java.util.regex.Pattern;

/**
 * Takes what may be a secret out of a text that may hold URIs. It rather hides too much: everything between {@code ://} and the last
 * {@code @} of a word (passwords may hold {@code /} and {@code @}), every value of a query, and what follows {@code password=} and
 * its kin in a path, where some recorders want it.
 */
public final class Redaction {
    static final String HIDDEN = "***";

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)\\S*@");
    private static final Pattern QUERY_VALUE = Pattern.compile("([?&;][^=&?;\\s]*=)[^&\\s]*");
    private static final Pattern BARE_QUERY = Pattern.compile("(://[^\\s?]*\\?)[^=\\s]+(?=\\s|$)");
    private static final Pattern NAMED_SECRET =
            Pattern.compile("(?i)((?:pass(?:word|wd)?|pwd|pw|token|secret|api_?key|auth)[=:])(?!//)[^&\\s]+");

    private Redaction() {}

    /** The text without what may be a secret. */
    public static String redact(String text) {
        String result = USER_INFO.matcher(text).replaceAll(HIDDEN + "@");
        result = QUERY_VALUE.matcher(result).replaceAll("$1" + "\\*\\*\\*");
        result = BARE_QUERY.matcher(result).replaceAll("$1" + "\\*\\*\\*");
        return NAMED_SECRET.matcher(result).replaceAll("$1" + "\\*\\*\\*");
    }
}
