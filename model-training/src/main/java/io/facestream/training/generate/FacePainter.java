package io.facestream.training.generate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** Draws one face where the ArcFace template has it, turned by moving what is near by more than what is far. One picture an instance. */
final class FacePainter {
    private static final int SIDE = GeneratedFaces.SIDE;

    /** The template's points: both eyes, nose, both corners of the mouth; eyes and mouth are levelled. */
    private static final double MIDDLE = 56;

    private static final double EYES_Y = 51.6;
    private static final double NOSE_Y = 71.7;
    private static final double MOUTH_Y = 92.3;
    private static final double EYE_OUT = 17.6;

    /** Pixels that the nearest point moves at the strongest turn. */
    private static final double TURN = 9;

    private static final double NOD = 5;
    /** Depths, 1 nearest; alignment keeps the mean of the points where it is. */
    private static final double NOSE = 1;

    private static final double MOUTH = 0.6;
    private static final double EYES = 0.5;
    private static final double ALIGNED = 0.6;
    private static final double EARS = -0.6;

    private final Identity who;
    private final Moment when;
    private final BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    private final Graphics2D pen = picture.createGraphics();

    FacePainter(Identity who, Moment when) {
        this.who = who;
        this.when = when;
    }

    BufferedImage paint() {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setPaint(new GradientPaint(0, 0, when.wall(), SIDE, SIDE, when.wallBelow()));
        pen.fillRect(0, 0, SIDE, SIDE);
        pen.translate(when.shiftX(), when.shiftY());
        pen.rotate(when.roll(), MIDDLE, EYES_Y + 20);
        pen.translate(MIDDLE, EYES_Y + 20);
        pen.scale(when.zoom() * (1 - 0.08 * Math.abs(when.yaw())), when.zoom());
        pen.translate(-MIDDLE, -EYES_Y - 20);
        body();
        Shape head = head();
        hairBehind();
        ears();
        pen.setPaint(skinPaint());
        pen.fill(head);
        beard(head);
        marks();
        nose();
        mouth();
        eye(-1);
        eye(1);
        hairInFront(head);
        cover();
        pen.dispose();
        return picture;
    }

    private double x(double depth) {
        return MIDDLE + when.yaw() * TURN * (depth - ALIGNED);
    }

    private double y(double at, double depth) {
        return at + when.pitch() * NOD * (depth - ALIGNED);
    }

    private Color shade(Color colour, double part) {
        return part < 0 ? Identity.mixed(colour, Color.BLACK, -part) : Identity.mixed(colour, Color.WHITE, part);
    }

    private GradientPaint skinPaint() {
        double dx = 44 * Math.cos(when.light());
        double dy = 44 * Math.sin(when.light());
        return new GradientPaint(
                (float) (MIDDLE + dx),
                (float) (66 + dy),
                shade(who.skin(), 0.25 * when.contrast()),
                (float) (MIDDLE - dx),
                (float) (66 - dy),
                shade(who.skin(), -0.9 * when.contrast()));
    }

    private double crownY() {
        return y(EYES_Y - who.crown(), -0.2);
    }

    private double chinY() {
        return y(MOUTH_Y + who.mouthDrop() + who.chin(), 0.5);
    }

    private Shape head() {
        double x = x(0);
        double half = who.halfWidth();
        double jaw = half * who.jaw();
        double top = crownY();
        double chin = chinY();
        double cheek = y(62, 0);
        double turned = when.yaw() * 3;
        Path2D head = new Path2D.Double();
        head.moveTo(x, top);
        head.curveTo(x + 0.7 * half, top, x + half, top + 16, x + half, cheek);
        head.curveTo(x + half, cheek + 22, x + jaw + turned, chin - 4, x + 0.3 * jaw + turned, chin);
        head.lineTo(x - 0.3 * jaw + turned, chin);
        head.curveTo(x - jaw + turned, chin - 4, x - half, cheek + 22, x - half, cheek);
        head.curveTo(x - half, top + 16, x - 0.7 * half, top, x, top);
        head.closePath();
        return head;
    }

    private void body() {
        double x = x(-0.3);
        pen.setPaint(when.shirt());
        pen.fill(new Ellipse2D.Double(x - 60, 112, 120, 50));
        pen.setPaint(shade(who.skin(), -0.3));
        double neck = who.halfWidth() * 0.62;
        pen.fill(new Rectangle2D.Double(x - neck, 80, 2 * neck, 45));
    }

    private void hairBehind() {
        double x = x(-0.4);
        double half = who.halfWidth() + who.hairVolume();
        double top = crownY() - who.hairVolume();
        double height = (chinY() - top) * who.hairLength() + 20;
        pen.setPaint(shade(who.hair(), -0.2));
        pen.fill(new RoundRectangle2D.Double(x - half, top, 2 * half, height, 1.4 * half, 1.3 * half));
    }

    private void ears() {
        double y = y(EYES_Y + 4, EARS);
        pen.setPaint(shade(who.skin(), -0.12));
        for (int side = -1; side <= 1; side += 2) {
            double x = x(EARS) + side * (who.halfWidth() + 0.5);
            pen.fill(new Ellipse2D.Double(x - who.ears() / 2, y, who.ears(), 2.1 * who.ears()));
        }
    }

    private void beard(Shape head) {
        if (who.beard() == 0) {
            return;
        }
        Area lower = new Area(head);
        double y = y(NOSE_Y + 8, 0.6);
        lower.intersect(new Area(new Rectangle2D.Double(0, y, SIDE, 80)));
        lower.subtract(new Area(new Ellipse2D.Double(x(MOUTH) - 30, y - 22, 60, 28)));
        pen.setPaint(translucent(who.hair(), who.beard()));
        pen.fill(lower);
    }

    private static Color translucent(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
    }

    private void marks() {
        pen.setPaint(shade(who.skin(), -0.65));
        double[] marks = who.marks();
        for (int i = 0; i < marks.length; i += 3) {
            double radius = marks[i + 2];
            pen.fill(new Ellipse2D.Double(
                    x(0.5) + marks[i] - radius, y(66 + marks[i + 1], 0.5) - radius, 2 * radius, 2 * radius));
        }
    }

    private void nose() {
        double tipX = x(NOSE);
        double tipY = y(NOSE_Y, NOSE);
        double rootX = x(EYES);
        double half = who.noseWidth();
        Path2D bridge = new Path2D.Double();
        bridge.moveTo(rootX - who.noseBridge(), EYES_Y);
        bridge.quadTo(tipX - who.noseBridge(), tipY - 6, tipX - half, tipY + 1);
        bridge.quadTo(tipX, tipY + 6, tipX + half, tipY + 1);
        bridge.quadTo(tipX + who.noseBridge(), tipY - 6, rootX + who.noseBridge(), EYES_Y);
        bridge.closePath();
        pen.setPaint(translucent(shade(who.skin(), Math.cos(when.light()) > 0 ? -0.35 : 0.3), 0.45));
        pen.fill(bridge);
        pen.setPaint(shade(who.skin(), -0.6));
        for (int side = -1; side <= 1; side += 2) {
            double x = tipX + side * 0.5 * half;
            pen.fill(new Ellipse2D.Double(x - 0.22 * half, tipY + 0.6, 0.44 * half, 2.2));
        }
    }

    private void mouth() {
        double x = x(MOUTH);
        double y = y(MOUTH_Y + who.mouthDrop(), MOUTH);
        double half = who.mouthWidth() * (1 + 0.12 * when.smile());
        double corner = y - 3 * when.smile();
        double thick = who.lipThickness();
        Path2D lips = new Path2D.Double();
        lips.moveTo(x - half, corner);
        lips.curveTo(x - 0.4 * half, y - 1.5 * thick, x - 0.1 * half, y - thick, x, y - 0.7 * thick);
        lips.curveTo(x + 0.1 * half, y - thick, x + 0.4 * half, y - 1.5 * thick, x + half, corner);
        lips.quadTo(x, y + 2.4 * thick + 2 * when.open(), x - half, corner);
        lips.closePath();
        pen.setPaint(who.lips());
        pen.fill(lips);
        Path2D gap = new Path2D.Double();
        gap.moveTo(x - 0.9 * half, corner);
        gap.quadTo(x, y + 0.4 * thick, x + 0.9 * half, corner);
        gap.quadTo(x, y + 0.6 * thick + 2 * when.open() + 1.5, x - 0.9 * half, corner);
        gap.closePath();
        pen.setPaint(shade(who.lips(), -0.7));
        pen.fill(gap);
    }

    private void eye(int side) {
        double x = x(EYES) + side * EYE_OUT * (1 - 0.05 * Math.abs(when.yaw()));
        double y = y(EYES_Y, EYES);
        AffineTransform upright = pen.getTransform();
        pen.rotate(-side * who.eyeSlant(), x, y);
        double half = who.eyeWidth() / 2 * 1.35;
        double high = half * who.eyeOpening() * when.lid();
        Ellipse2D white = new Ellipse2D.Double(x - half, y - high, 2 * half, 2 * high);
        pen.setPaint(translucent(shade(who.skin(), -0.4), 0.5));
        pen.fill(new Ellipse2D.Double(x - 1.25 * half, y - 1.6 * high, 2.5 * half, 3.1 * high));
        pen.setPaint(new Color(236, 232, 226));
        pen.fill(white);
        Shape clip = pen.getClip();
        pen.clip(white);
        double iris = 0.52 * half;
        double look = x + when.gaze() * 0.3 * half;
        disc(who.iris(), look, y, iris);
        disc(new Color(12, 10, 10), look, y, 0.45 * iris);
        disc(new Color(250, 250, 250), look - 0.3 * iris, y - 0.35 * iris, 0.2 * iris);
        pen.setClip(clip);
        pen.setPaint(shade(who.hair(), -0.6));
        pen.setStroke(new BasicStroke(1.1f));
        pen.draw(new QuadCurve2D.Double(x - half, y, x, y - 2 * high, x + half, y));
        pen.setTransform(upright);
        brow(side, x, y, half);
        if (who.glasses()) {
            glasses(side, x, y);
        }
    }

    private void disc(Color colour, double x, double y, double radius) {
        pen.setPaint(colour);
        pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    private void brow(int side, double x, double eyeY, double half) {
        double y = eyeY - who.browHeight();
        double inner = x - side * 1.25 * half;
        double outer = x + side * 1.45 * half;
        double slant = who.browSlant() * 10;
        pen.setPaint(shade(who.hair(), -0.35));
        pen.setStroke(new BasicStroke((float) who.browThickness(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new QuadCurve2D.Double(inner, y + slant, x, y - 2 * who.browArch(), outer, y - slant + 2));
    }

    private void glasses(int side, double x, double y) {
        double radius = who.glassesRadius();
        pen.setPaint(who.glassesColour());
        pen.setStroke(new BasicStroke(1.8f));
        pen.draw(new RoundRectangle2D.Double(x - radius, y - 0.75 * radius, 2 * radius, 1.7 * radius, radius, radius));
        double outer = x + side * radius;
        pen.draw(new QuadCurve2D.Double(outer, y - 2, outer + side * 6, y - 3, x(EARS) + side * who.halfWidth(), y));
        pen.draw(new QuadCurve2D.Double(x - side * radius, y, x(0.7), y - 3, x(0.7), y - 2));
    }

    private void hairInFront(Shape head) {
        double top = crownY();
        double line = top + who.hairline() * (EYES_Y - who.browHeight() - top);
        double half = who.halfWidth() + 2;
        double x = x(0);
        Area cap = new Area(new Ellipse2D.Double(
                x - half - who.hairVolume(), top - who.hairVolume(), 2 * (half + who.hairVolume()), 90));
        cap.subtract(new Area(new Rectangle2D.Double(0, line + 16, SIDE, SIDE)));
        double parting = Math.abs(who.parting()) <= 1 ? who.parting() * 0.5 * half : 0;
        double bow = Math.abs(who.parting()) <= 1 ? 22 : 9;
        cap.subtract(new Area(new Ellipse2D.Double(x - 0.86 * half + parting * 0.4, line, 1.72 * half, 60 + bow)));
        Area sides = new Area(head);
        sides.subtract(new Area(new Ellipse2D.Double(x - 0.93 * half, line - 4, 1.86 * half, 150)));
        sides.intersect(new Area(new Rectangle2D.Double(0, 0, SIDE, y(EYES_Y + 6, 0))));
        cap.add(sides);
        pen.setPaint(who.hair());
        pen.fill(cap);
    }

    private void cover() {
        double[] cover = when.cover();
        if (cover[2] > 0) {
            pen.setPaint(when.coverColour());
            pen.fill(new RoundRectangle2D.Double(cover[0], cover[1], cover[2], cover[3], cover[4], cover[4]));
        }
    }
}
