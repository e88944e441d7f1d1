package io.facestream.vision.plot;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes SVG whose colours follow the reader's light or dark screen. Text stays text: it can be searched, selected and read out. Needs
 * neither fonts nor AWT.
 */
final class SvgCanvas implements Canvas {
    private final StringBuilder body = new StringBuilder();
    private final Set<Ink> inks = new TreeSet<>((a, b) -> a.name().compareTo(b.name()));
    private final String id;
    private int clips;

    /** @param id begins the names of what this picture defines, so that several can be in one page */
    SvgCanvas(String id) {
        this.id = id;
    }

    @Override
    public void line(double[] x, double[] y, Ink ink, Pen pen) {
        if (x.length < 2) {
            return;
        }
        body.append("<path class=\"l ")
                .append(stroke(ink))
                .append("\" stroke-width=\"")
                .append(number(pen.width))
                .append('"');
        if (pen == Pen.DASHED) {
            body.append(" stroke-dasharray=\"6 5\"");
        }
        body.append(" d=\"");
        polyline(x, y);
        body.append("\"/>\n");
    }

    @Override
    public void area(double[] x, double[] y, Ink ink) {
        body.append("<path class=\"").append(fill(ink)).append("\" fill-opacity=\".35\" d=\"");
        polyline(x, y);
        body.append("Z\"/>\n");
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink ink) {
        body.append("<rect class=\"").append(fill(ink));
        body.append("\" x=\"").append(number(x)).append("\" y=\"").append(number(y));
        body.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
        body.append("\"/>\n");
    }

    /** All points are one path, which is a quarter of the size of an element each. */
    @Override
    public void dots(double[] x, double[] y, double radius, Dot dot, Ink ink) {
        if (x.length == 0) {
            return;
        }
        if (dot == Dot.DIAMOND) {
            body.append("<path class=\"").append(fill(ink)).append("\" fill-opacity=\".75\" d=\"");
        } else {
            body.append("<path class=\"l ").append(stroke(ink)).append("\" stroke-opacity=\".75\" stroke-linecap=\"");
            body.append(dot == Dot.ROUND ? "round" : "square");
            body.append("\" stroke-width=\"").append(number(2 * radius)).append("\" d=\"");
        }
        String r = number(1.3 * radius);
        for (int i = 0; i < x.length; i++) {
            if (dot == Dot.DIAMOND) {
                body.append('M').append(number(x[i] - 1.3 * radius)).append(' ').append(number(y[i]));
                body.append('l')
                        .append(r)
                        .append('-')
                        .append(r)
                        .append(' ')
                        .append(r)
                        .append(' ')
                        .append(r);
                body.append('-').append(r).append(' ').append(r).append('z');
            } else {
                body.append('M')
                        .append(number(x[i]))
                        .append(' ')
                        .append(number(y[i]))
                        .append("h.01");
            }
        }
        body.append("\"/>\n");
    }

    @Override
    public void text(
            String text, double x, double y, double size, boolean bold, Anchor anchor, boolean upwards, Ink ink) {
        body.append("<text class=\"")
                .append(fill(ink))
                .append("\" font-size=\"")
                .append(number(size));
        if (bold) {
            body.append("\" font-weight=\"bold");
        }
        if (anchor != Anchor.START) {
            body.append("\" text-anchor=\"").append(anchor.name().toLowerCase(Locale.ROOT));
        }
        if (upwards) {
            body.append("\" transform=\"translate(")
                    .append(number(x))
                    .append(' ')
                    .append(number(y));
            body.append(") rotate(-90)\">");
        } else {
            body.append("\" x=\"")
                    .append(number(x))
                    .append("\" y=\"")
                    .append(number(y))
                    .append("\">");
        }
        body.append(escaped(text)).append("</text>\n");
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        String name = id + "-clip" + clips++;
        body.append("<clipPath id=\"").append(name).append("\"><rect x=\"").append(number(x));
        body.append("\" y=\"").append(number(y)).append("\" width=\"").append(number(width));
        body.append("\" height=\"").append(number(height)).append("\"/></clipPath>\n<g clip-path=\"url(#");
        body.append(name).append(")\">\n");
    }

    @Override
    public void unclip() {
        body.append("</g>\n");
    }

    /** The whole document. */
    String document(String title, int width, int height) {
        StringBuilder document = new StringBuilder("<svg width=\"").append(width);
        document.append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ');
        document.append(height)
                .append("\" role=\"img\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n");
        document.append("#")
                .append(id)
                .append(" text{font-family:system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}");
        document.append("#").append(id).append(" .l{fill:none;stroke-linejoin:round}\n");
        rules(document, false);
        document.append("@media(prefers-color-scheme:dark){\n");
        rules(document, true);
        return document.append("}\n</style>\n<g id=\"")
                .append(id)
                .append("\">\n")
                .append(body)
                .append("</g>\n</svg>\n")
                .toString();
    }

    private void rules(StringBuilder document, boolean dark) {
        for (Ink ink : inks) {
            String colour = Ink.hex(dark ? ink.dark() : ink.light());
            document.append(".f-")
                    .append(ink.name())
                    .append("{fill:")
                    .append(colour)
                    .append('}');
            document.append(".s-")
                    .append(ink.name())
                    .append("{stroke:")
                    .append(colour)
                    .append("}\n");
        }
    }

    private String fill(Ink ink) {
        inks.add(ink);
        return "f-" + ink.name();
    }

    private String stroke(Ink ink) {
        inks.add(ink);
        return "s-" + ink.name();
    }

    private void polyline(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            body.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
        }
    }

    /** With one digit, and none that says nothing. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    /** Text as XML and HTML take it; characters that XML does not allow become a replacement character. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c >= ' ' && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }
}
