package io.facestream.vision.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A colour of all plots, as it is on white paper and on a dark screen.
 *
 * @param name of its CSS class
 * @param light red, green and blue, a byte each, on white
 * @param dark red, green and blue, a byte each, on near-black
 */
public record Ink(String name, int light, int dark) {
    /** One person, or what is now. */
    public static final Ink SAME = new Ink("same", 0x1F6FB4, 0x64AEEF);

    /** Two people, or what was before. */
    public static final Ink DIFFERENT = new Ink("different", 0xE07B1A, 0xF2A250);

    /** What is neither. */
    public static final Ink THIRD = new Ink("third", 0x3C8D5A, 0x6CC48C);

    /** What lies behind a line of the first colour. */
    public static final Ink FAINT = new Ink("faint", 0x9FC4E4, 0x34597A);

    /** Thresholds and other lines that are no data. */
    public static final Ink MARK = new Ink("mark", 0x555555, 0xB4B4B4);

    static final Ink TEXT = new Ink("text", 0x222222, 0xE4E4E4);
    static final Ink GRID = new Ink("grid", 0xE2E2E2, 0x3A3D42);
    static final Ink PAPER = new Ink("paper", 0xFFFFFF, 0x17191D);

    private static final int[] CLASS_LIGHT = {
        0x1F6FB4, 0xE07B1A, 0x3C8D5A, 0xC03A3A, 0x7F5FB5, 0x8A5A44, 0xD0639F, 0x6E7781, 0xA89B14, 0x1797A6
    };
    private static final int[] CLASS_DARK = {
        0x64AEEF, 0xF2A250, 0x6CC48C, 0xF07F7F, 0xB79CE8, 0xC79A84, 0xEE98C6, 0xA9B2BC, 0xD6CA4F, 0x58C9D6
    };

    /** Steps of {@link #heat}. */
    static final int HEAT_STEPS = 16;

    private static final List<Ink> CLASSES = classes();
    private static final List<Ink> HEAT = ramp();

    /** The colour of one of many people, by number; the tenth has that of the first again. */
    public static Ink ofClass(int number) {
        return CLASSES.get(Math.floorMod(number, CLASSES.size()));
    }

    static int classCount() {
        return CLASS_LIGHT.length;
    }

    /** A step from pale to strong, 0 to 1; on a dark screen from dark to bright. */
    static Ink heat(double share) {
        int step = (int) (share * HEAT_STEPS);
        return HEAT.get(Math.max(0, Math.min(HEAT_STEPS - 1, step)));
    }

    private static List<Ink> classes() {
        List<Ink> classes = new ArrayList<>();
        for (int i = 0; i < CLASS_LIGHT.length; i++) {
            classes.add(new Ink("c" + i, CLASS_LIGHT[i], CLASS_DARK[i]));
        }
        return List.copyOf(classes);
    }

    private static List<Ink> ramp() {
        List<Ink> ramp = new ArrayList<>();
        for (int i = 0; i < HEAT_STEPS; i++) {
            double share = i / (HEAT_STEPS - 1.0);
            ramp.add(new Ink(
                    "h" + i,
                    share < 0.5 ? mix(0xF3F6FA, 0x69A5D4, 2 * share) : mix(0x69A5D4, 0x123A66, 2 * share - 1),
                    share < 0.5 ? mix(0x20242A, 0x2F6EA3, 2 * share) : mix(0x2F6EA3, 0xD5EBFF, 2 * share - 1)));
        }
        return List.copyOf(ramp);
    }

    private static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            mixed |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return mixed;
    }

    /** Whether white text is easier to read on it than black, on paper; on a dark screen it is the other way round. */
    boolean isStrong() {
        return (0.299 * (light >> 16 & 0xff) + 0.587 * (light >> 8 & 0xff) + 0.114 * (light & 0xff)) < 140;
    }

    static String hex(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
