package io.facestream.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A Markdown page of which several programs write a part each: what stands between the two comments of a part is replaced, all else
 * stays. A part that is not there yet is added at the end, with a heading that may be changed afterwards.
 *
 * @param part names the part: letters, digits and {@code -}
 */
public record ReportCard(Path page, String part) {
    private static final String TITLE = "# Report card\n";

    public ReportCard {
        if (!part.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("part: " + part + " (expected: letters, digits and -)");
        }
    }

    private String begin() {
        return "<!-- begin " + part + " -->\n";
    }

    private String end() {
        return "<!-- end " + part + " -->\n";
    }

    /** Refuses a page whose comments are not in order, before anything is measured for it. */
    public void check() throws IOException {
        String text = text();
        int begin = text.indexOf(begin());
        int end = text.indexOf(end());
        boolean absent = begin < 0 && end < 0;
        boolean once =
                begin >= 0 && end > begin && begin == text.lastIndexOf(begin()) && end == text.lastIndexOf(end());
        if (!absent && !once) {
            throw new IOException(page + ": its comments of the part " + part + " are not in order (expected: one line "
                    + begin().strip() + ", and one line " + end().strip() + " below it)");
        }
    }

    /** Writes the part; the page is replaced in one step. */
    public void write(String markdown) throws IOException {
        check();
        String text = text();
        String body = begin() + "\n" + markdown.strip() + "\n\n" + end();
        int begin = text.indexOf(begin());
        String page = begin < 0
                ? (text.isEmpty() ? TITLE : text) + "\n## " + heading() + "\n\n" + body
                : text.substring(0, begin) + body + text.substring(text.indexOf(end()) + end().length());
        Path folder = this.page.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = this.page.resolveSibling(this.page.getFileName() + ".new");
        Files.writeString(fresh, page);
        Files.move(fresh, this.page, StandardCopyOption.REPLACE_EXISTING);
    }

    private String heading() {
        String words = part.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private String text() throws IOException {
        if (!Files.exists(page)) {
            return "";
        }
        String text = Files.readString(page).replace("\r\n", "\n");
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
