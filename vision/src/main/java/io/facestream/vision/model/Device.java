package io.facestream.vision.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where models run, as {@code --device} says it: {@code cpu}, {@code cuda:N}, or {@code auto} for the first CUDA device that
 * can really be opened and else the CPU.
 *
 * @param ordinal number of the CUDA device, 0 for the others
 */
public record Device(Kind kind, int ordinal) {
    /** The kinds of device. */
    public enum Kind {
        CPU,
        CUDA,
        AUTO
    }

    public static final Device CPU = new Device(Kind.CPU, 0);
    public static final Device AUTO = new Device(Kind.AUTO, 0);

    private static final Pattern CUDA_FORM = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /** Reads {@code cpu}, {@code cuda}, {@code cuda:N} or {@code auto}. */
    public static Device parse(String text) {
        if (text.equals("cpu")) {
            return CPU;
        }
        if (text.equals("auto")) {
            return AUTO;
        }
        Matcher cuda = CUDA_FORM.matcher(text);
        if (!cuda.matches()) {
            throw new IllegalArgumentException("--device: " + text + " (expected: cpu, cuda:N or auto)");
        }
        return new Device(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }

    /**
     * The device itself, or the one that {@code auto} stands for in this process.
     *
     * @throws DeviceUnavailableException when it cannot be had
     */
    public Device inUse() {
        return Devices.resolve(this);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case CPU -> "cpu";
            case CUDA -> "cuda:" + ordinal;
            case AUTO -> "auto";
        };
    }
}
