package io.facestream.evaluate.look;

import java.util.List;
import java.util.Map;

/**
 * A page of HTML that is one file: its style and its figures are within, it has no script and asks for nothing. It follows the reader's
 * light or dark screen, and its columns become one on a phone. All text that is given is escaped.
 */
final class Page {
    /** Wider figures are shown at their size, and scrolled on a small screen. */
    private static final int COLUMN = 520;

    private static final String STYLE = """
            :root{color-scheme:light dark;--paper:#fff;--text:#222;--faint:#666;--line:#ddd;--mark:#1f6fb4}
            @media(prefers-color-scheme:dark){:root{--paper:#17191d;--text:#e4e4e4;--faint:#a0a4aa;--line:#3a3d42;--mark:#64aeef}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:1080px;padding:16px;background:var(--paper);color:var(--text);
            font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            h1{font-size:1.5rem;margin:.5rem 0;overflow-wrap:anywhere}
            h2{font-size:1.2rem;margin:2rem 0 .5rem;padding-top:.5rem;border-top:2px solid var(--mark)}
            p{margin:.5rem 0;max-width:46rem}
            .note{color:var(--faint);font-size:.9rem}
            .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:12px;margin:12px 0}
            .wide{overflow-x:auto;margin:12px 0}
            figure{margin:0}
            .figures svg{max-width:100%;height:auto}
            .table{overflow-x:auto;margin:12px 0}
            table{border-collapse:collapse;font-size:.95rem}
            th,td{padding:4px 24px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
            td{font-variant-numeric:tabular-nums}
            th{font-weight:600}
            .facts th{white-space:nowrap;font-weight:400;color:var(--faint)}
            .facts td{overflow-wrap:anywhere}
            """;

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private int figures;

    Page(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    Page section(String heading) {
        body.append("<h2>").append(escaped(heading)).append("</h2>\n");
        return this;
    }

    Page text(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** What a reader should have in mind with the figures beside it. */
    Page note(String text) {
        body.append("<p class=\"note\">").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** A name and a value a line. */
    Page facts(Map<String, String> facts) {
        body.append("<div class=\"table\"><table class=\"facts\">\n");
        facts.forEach((name, value) -> body.append("<tr><th scope=\"row\">")
                .append(escaped(name))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
        body.append("</table></div>\n");
        return this;
    }

    Page table(List<String> columns, List<List<String>> rows) {
        body.append("<div class=\"table\"><table>\n<thead><tr>");
        columns.forEach(column ->
                body.append("<th scope=\"col\">").append(escaped(column)).append("</th>"));
        body.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            row.forEach(field -> body.append("<td>").append(escaped(field)).append("</td>"));
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    /** Side by side where there is room. */
    Page figures(List<NamedFigure> all) {
        List<NamedFigure> narrow =
                all.stream().filter(one -> one.figure().width() <= COLUMN).toList();
        if (!narrow.isEmpty()) {
            body.append("<div class=\"figures\">\n");
            narrow.forEach(this::append);
            body.append("</div>\n");
        }
        for (NamedFigure one : all) {
            if (one.figure().width() > COLUMN) {
                body.append("<div class=\"wide\">\n");
                append(one);
                body.append("</div>\n");
            }
        }
        return this;
    }

    private void append(NamedFigure one) {
        body.append("<figure>")
                .append(one.figure().svg("f" + figures++ + "-" + one.name()))
                .append("</figure>\n");
    }

    /** The whole page. */
    String html() {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n"
                + "<title>" + escaped(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body
                + "</body>\n</html>\n";
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(c) && c != '\n' ? 0xFFFD : c);
            }
        });
        return escaped.toString();
    }
}
