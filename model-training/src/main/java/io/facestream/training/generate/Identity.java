package io.facestream.training.generate;

import java.awt.Color;
import java.util.random.RandomGenerator;

/**
 * What stays with a person. Lengths are pixels of the template, offsets from where the template has the point.
 *
 * @param halfWidth of the head at the cheeks
 * @param crown height of the top of the head above the eyes
 * @param chin depth of the chin below the mouth
 * @param jaw width of the jaw, a share of the head's
 * @param hairline how far the hair comes down from the crown, a share of the forehead
 * @param hairLength how far the hair hangs at the sides, a share of the head's height
 * @param parting where the hair parts, -1 right to 1 left; beyond that it does not
 * @param eyeSlant radians, the outer corner up
 * @param browHeight above the eye
 * @param beard darkness of the beard's shadow, 0 to 1
 * @param marks moles: x, y and radius, one after the other
 */
record Identity(
        Color skin,
        Color hair,
        Color iris,
        Color lips,
        double halfWidth,
        double crown,
        double chin,
        double jaw,
        double hairline,
        double hairVolume,
        double hairLength,
        double parting,
        double ears,
        double eyeWidth,
        double eyeOpening,
        double eyeSlant,
        double browHeight,
        double browThickness,
        double browArch,
        double browSlant,
        double noseWidth,
        double noseBridge,
        double mouthWidth,
        double lipThickness,
        double mouthDrop,
        double beard,
        boolean glasses,
        double glassesRadius,
        Color glassesColour,
        double[] marks) {
    private static final double EYES_APART = 35.2;

    static Identity draw(RandomGenerator random) {
        Chance chance = new Chance(random);
        Color skin = skin(chance);
        return new Identity(
                skin,
                hair(chance),
                Color.getHSBColor((float) chance.between(0.05, 0.62), (float) chance.between(0.2, 0.7), (float)
                        chance.between(0.15, 0.65)),
                mixed(skin, new Color(170, 40, 60), chance.between(0.25, 0.7)),
                chance.between(35, 46),
                chance.between(36, 50),
                chance.between(14, 26),
                chance.between(0.45, 0.85),
                chance.between(0.15, 0.75),
                chance.between(0, 9),
                chance.in(0.4) ? chance.between(0.6, 1.1) : chance.between(0.1, 0.45),
                chance.upTo(1.6),
                chance.between(4, 10),
                chance.between(0.26, 0.40) * EYES_APART,
                chance.between(0.32, 0.62),
                chance.upTo(0.2),
                chance.between(8, 15),
                chance.between(1.2, 5),
                chance.between(0, 5),
                chance.upTo(0.25),
                chance.between(5.5, 12),
                chance.between(1.5, 5),
                chance.between(11, 20),
                chance.between(2, 6.5),
                chance.upTo(2.5),
                chance.in(0.3) ? chance.between(0.2, 0.75) : 0,
                chance.in(0.2),
                chance.between(9.5, 13),
                chance.in(0.6) ? new Color(25, 22, 22) : new Color(140, 60, 40),
                marks(chance));
    }

    private static Color skin(Chance chance) {
        double depth = chance.between(0, 1);
        Color light = new Color(244, 214, 190);
        Color dark = new Color(84, 52, 36);
        Color tinted = mixed(light, dark, depth);
        return mixed(
                tinted, chance.in(0.5) ? new Color(206, 120, 110) : new Color(200, 160, 96), chance.between(0, 0.3));
    }

    private static Color hair(Chance chance) {
        if (chance.in(0.15)) {
            int grey = (int) chance.between(120, 225);
            return new Color(grey, grey, Math.min(255, grey + 6));
        }
        return Color.getHSBColor((float) chance.between(0.02, 0.13), (float) chance.between(0.25, 0.8), (float)
                chance.between(0.06, 0.75));
    }

    private static double[] marks(Chance chance) {
        int count = (int) chance.between(0, 3.4);
        double[] marks = new double[3 * count];
        for (int i = 0; i < count; i++) {
            marks[3 * i] = chance.upTo(26);
            marks[3 * i + 1] = chance.between(-28, 34);
            marks[3 * i + 2] = chance.between(1, 2.2);
        }
        return marks;
    }

    /** A colour on the way from one to the other. */
    static Color mixed(Color from, Color to, double part) {
        return new Color(
                (int) Math.round(from.getRed() + part * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + part * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + part * (to.getBlue() - from.getBlue())));
    }
}
