package io.facestream.ingest.grab;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraKind;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a picture, or the pictures of a folder in the order of their names, as the frames of a slow camera. */
final class PictureFolderGrabber implements FrameGrabber {
    private static final Pattern PICTURE_NAME = Pattern.compile("(?i)\\.(jpe?g|png|webp|bmp|p[gnp]m|heic|heif)$");

    private final CameraSpec camera;
    private final Path folder;
    private List<Path> files = List.of();
    private int next;
    private @Nullable Picture picture;
    private @Nullable PictureRefusedException refusal;
    private volatile boolean interrupted;

    PictureFolderGrabber(CameraSpec camera) {
        this.camera = camera;
        this.folder = Path.of(FilePath.of(camera.uri()));
    }

    /** Whether the camera is a folder, or a file that is named like a picture. */
    static boolean reads(CameraSpec camera) {
        String path = camera.kind() == CameraKind.FILE ? FilePath.of(camera.uri()) : "";
        return !path.isEmpty()
                && (Files.isDirectory(Path.of(path))
                        || PICTURE_NAME.matcher(path).find());
    }

    @Override
    public void open() throws CameraException {
        if (!Files.isDirectory(folder)) {
            if (!Files.exists(folder)) {
                throw fault(Reason.NOT_FOUND, "no such file (expected: a picture or a folder of pictures)");
            }
            files = List.of(folder);
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw fault(Reason.UNAUTHORIZED, "may not be read (expected: a readable folder of pictures)");
        }
        if (files.isEmpty()) {
            throw fault(Reason.UNREADABLE, "holds no file (expected: a folder of pictures)");
        }
    }

    @Override
    public boolean decode() throws CameraException {
        free();
        if (interrupted) {
            throw fault(Reason.TIMEOUT, "interrupted");
        }
        if (next == files.size()) {
            return false;
        }
        try {
            picture = PictureReader.read(files.get(next));
        } catch (PictureRefusedException e) {
            refusal = e;
        }
        next++;
        return true;
    }

    @Override
    public Optional<PictureRefusedException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public long mediaTimeMillis() {
        return positionOf(next - 1);
    }

    @Override
    public int width() {
        return picture().width();
    }

    @Override
    public int height() {
        return picture().height();
    }

    @Override
    public void convert(Picture target) {
        if (target.width() == width() && target.height() == height()) {
            target.bytes().put(picture().bytes());
            return;
        }
        try (Picture scaled = picture().scaled(target.width(), target.height())) {
            target.bytes().put(scaled.bytes());
        }
    }

    @Override
    public Optional<byte[]> jpeg() {
        try {
            byte[] bytes = Files.readAllBytes(files.get(next - 1));
            boolean jpeg = bytes.length > 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8;
            return jpeg ? Optional.of(bytes) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it has just gone; what was decoded of it is still there
        }
    }

    @Override
    public void seek(long mediaTimeMillis) {
        next = 0;
        while (next < files.size() && positionOf(next) < mediaTimeMillis) {
            next++;
        }
    }

    @Override
    public long durationMillis() {
        return positionOf(files.size());
    }

    @Override
    public void interrupt() {
        interrupted = true;
    }

    @Override
    public void close() {
        free();
    }

    private long positionOf(int index) {
        return Math.round(index * 1000 / camera.options().picturesPerSecond());
    }

    private Picture picture() {
        if (picture == null) {
            throw new IllegalStateException("camera " + camera.id() + ": no picture decoded");
        }
        return picture;
    }

    private void free() {
        if (picture != null) {
            picture.close();
            picture = null;
        }
        refusal = null;
    }

    private CameraException fault(Reason reason, String what) {
        return new CameraException(reason, "camera " + camera.id() + ": " + folder + ": " + what);
    }
}
