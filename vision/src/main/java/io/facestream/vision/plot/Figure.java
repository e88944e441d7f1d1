package io.facestream.vision.plot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;

/** A drawing that can be kept as PNG or as SVG. Immutable. */
public final class Figure {
    /** A file says of what vocabulary it is. */
    private static final String NAMED = "<svg xmlns=\"http://www.w3.org/2000/svg\" ";

    private final String title;
    private final int width;
    private final int height;
    private final Consumer<Canvas> drawing;

    Figure(String title, int width, int height, Consumer<Canvas> drawing) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.drawing = drawing;
    }

    /** What it shows, in a few words. */
    public String title() {
        return title;
    }

    /** In units, which are pixels at normal size. */
    public int width() {
        return width;
    }

    /**
     * The drawing as one SVG element, to be a part of a page of HTML.
     *
     * @param id letters, digits and hyphens; different for each drawing of a page
     */
    public String svg(String id) {
        if (!id.matches("[A-Za-z][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("id: " + id + " (expected: a letter, then letters, digits and hyphens)");
        }
        SvgCanvas canvas = new SvgCanvas(id);
        drawOn(canvas);
        return canvas.document(title, width, height);
    }

    /**
     * Writes a file, replacing what was there in one step.
     *
     * @param file whose name ends in .png or .svg
     */
    public void write(Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg")) {
            String named = svg("figure").replaceFirst("<svg ", NAMED);
            replace(file, named.getBytes(StandardCharsets.UTF_8));
        } else if (name.endsWith(".png")) {
            RasterCanvas canvas = new RasterCanvas(width, height);
            drawOn(canvas);
            replace(file, canvas.png());
        } else {
            throw new IllegalArgumentException("file: " + file + " (expected: a name that ends in .png or .svg)");
        }
    }

    private void drawOn(Canvas canvas) {
        canvas.rectangle(0, 0, width, height, Ink.PAPER);
        drawing.accept(canvas);
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path whole = absolute.resolveSibling(absolute.getFileName() + ".part");
        Files.write(whole, bytes);
        Files.move(whole, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
