package io.facestream.evaluate.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Which pictures and videos are to be annotated, and where the copies go: beside nobody's original, and never over one.
 *
 * @param pictures with the places of their copies
 * @param videos in the order of their paths
 * @param videoFolder where the videos' results go
 * @param videoFile where the copy of the only video goes; the folder's own name for it if empty
 */
public record PredictionPlan(List<Copy> pictures, List<Path> videos, Path videoFolder, String videoFile) {
    private static final String ANNOTATED = ".annotated";

    /**
     * A picture and its copy.
     *
     * @param name of the picture within the folder asked for, or as it was asked for
     */
    public record Copy(Path picture, String name, Path copy) {}

    public PredictionPlan {
        pictures = List.copyOf(pictures);
        videos = List.copyOf(videos);
    }

    /**
     * Plans one picture or video, or all below a folder.
     *
     * @param out a folder, or the copy itself where one file is asked for and this is named like one
     * @throws IllegalArgumentException if the copies would be put over the originals
     */
    public static PredictionPlan of(Path input, Path out) throws IOException {
        if (!Files.exists(input)) {
            throw new NoSuchFileException(input.toString());
        }
        if (isSame(input, out)) {
            throw new IllegalArgumentException(
                    "--out: " + out + " is what is to be annotated (expected: another place)");
        }
        if (Files.isDirectory(input)) {
            return ofFolder(input, out);
        }
        boolean folder = Files.isDirectory(out);
        if (!PictureList.isVideo(input)) {
            Path copy = folder || !isCopyFormat(out) ? out.resolve(copyName(input, false)) : out;
            return new PredictionPlan(List.of(new Copy(input, input.toString(), copy)), List.of(), out, "");
        }
        if (folder || !extension(out).equals(".mp4")) {
            return new PredictionPlan(List.of(), List.of(input), out, "");
        }
        Path parent = Objects.requireNonNull(out.toAbsolutePath().getParent());
        return new PredictionPlan(List.of(), List.of(input), parent, String.valueOf(out.getFileName()));
    }

    private static PredictionPlan ofFolder(Path input, Path out) throws IOException {
        if (Files.isRegularFile(out)) {
            throw new IllegalArgumentException(
                    "--out: " + out + " is a file (expected: a folder, for a folder's copies)");
        }
        Path kept = out.toAbsolutePath().normalize();
        List<Copy> pictures = new ArrayList<>();
        List<Path> videos = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (Path file : PictureList.files(input, file -> PictureList.isPicture(file) || PictureList.isVideo(file))) {
            if (file.toAbsolutePath().normalize().startsWith(kept)) {
                continue; // the copies of an earlier time
            }
            if (PictureList.isVideo(file)) {
                videos.add(file);
                continue;
            }
            Path relative = input.relativize(file);
            Path copy = out.resolve(relative).resolveSibling(copyName(file, false));
            if (!taken.add(copy)) {
                copy = copy.resolveSibling(copyName(file, true));
                taken.add(copy);
            }
            pictures.add(new Copy(file, PictureList.relative(input, file), copy));
        }
        return new PredictionPlan(pictures, videos, out, "");
    }

    private static boolean isSame(Path a, Path b) {
        return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }

    /** {@code a.annotated.jpg}; of a kind that is not written, or where that name is taken, {@code a.webp.annotated.jpg}. */
    private static String copyName(Path picture, boolean whole) {
        String name = String.valueOf(picture.getFileName());
        if (whole || !isCopyFormat(picture)) {
            return name + ANNOTATED + (extension(picture).equals(".png") ? ".png" : ".jpg");
        }
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + ANNOTATED + name.substring(dot);
    }

    private static boolean isCopyFormat(Path file) {
        return Set.of(".jpg", ".jpeg", ".png").contains(extension(file));
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }
}
