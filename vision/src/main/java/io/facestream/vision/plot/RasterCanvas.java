package io.facestream.vision.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Draws on a picture of pixels, in the colours of white paper. */
final class RasterCanvas implements Canvas {
    /** Pixels a unit: text stays sharp on today's screens. */
    private static final double SCALE = 1.5;

    private final BufferedImage image;
    private final Graphics2D graphics;

    static {
        // a DISPLAY that nobody answers must not fail what needs none
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    RasterCanvas(int width, int height) {
        image = new BufferedImage(
                (int) Math.round(SCALE * width), (int) Math.round(SCALE * height), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SCALE, SCALE);
    }

    @Override
    public void line(double[] x, double[] y, Ink ink, Pen pen) {
        if (x.length < 2) {
            return;
        }
        float[] dashes = pen == Pen.DASHED ? new float[] {6, 5} : null;
        graphics.setStroke(
                new BasicStroke((float) pen.width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
        graphics.setColor(new Color(ink.light()));
        graphics.draw(path(x, y));
    }

    @Override
    public void area(double[] x, double[] y, Ink ink) {
        graphics.setColor(new Color(ink.light() | 0x59000000, true));
        Path2D path = path(x, y);
        path.closePath();
        graphics.fill(path);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink ink) {
        graphics.setColor(new Color(ink.light()));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void dots(double[] x, double[] y, double radius, Dot dot, Ink ink) {
        graphics.setColor(new Color(ink.light() | 0xBF000000, true));
        for (int i = 0; i < x.length; i++) {
            graphics.fill(shape(x[i], y[i], radius, dot));
        }
    }

    private static Shape shape(double x, double y, double radius, Dot dot) {
        double far = 1.3 * radius;
        return switch (dot) {
            case ROUND -> new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            case SQUARE -> new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            case DIAMOND -> path(new double[] {x - far, x, x + far, x}, new double[] {y, y - far, y, y + far});
        };
    }

    @Override
    public void text(
            String text, double x, double y, double size, boolean bold, Anchor anchor, boolean upwards, Ink ink) {
        if (text.isEmpty()) {
            return;
        }
        graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size));
        graphics.setColor(new Color(ink.light()));
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        if (upwards) {
            graphics.rotate(-Math.PI / 2);
        }
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double share = anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? 0.5 : 1;
        graphics.drawString(text, (float) (-share * width), 0);
        graphics.setTransform(before);
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        graphics.setClip(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void unclip() {
        graphics.setClip(null);
    }

    private static Path2D path(double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        return path;
    }

    /** The picture as a PNG file's bytes. */
    byte[] png() throws IOException {
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException(
                    "no writer of PNG files (found: " + Arrays.toString(ImageIO.getWriterFormatNames()) + ")");
        }
        return png.toByteArray();
    }
}
