package io.facestream.training.data.prepare;

import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.Pixels;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.Face;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.Png;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes of a set's pictures those that are written, several at once. */
final class PictureMaker implements AutoCloseable {
    private static final int JPEG_QUALITY = 95;

    private final CodedPictures from;
    private final PrepareOptions options;
    private final FaceFinder.Factory finders;
    private final Deque<FaceFinder> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService workers;

    PictureMaker(CodedPictures from, PrepareOptions options, FaceFinder.Factory finders) {
        this.from = from;
        this.options = options;
        this.finders = finders;
        if (options.align()) {
            idle.add(finders.open()); // what cannot be opened at all is said before the first picture
        }
        this.workers = Executors.newFixedThreadPool(options.threads(), task -> {
            Thread thread = new Thread(task, "prepare");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What became of a picture. */
    sealed interface Outcome {
        /**
         * It can be written.
         *
         * @param extension of its file, without the dot
         * @param grey whether it has no colours
         */
        record Made(byte[] coded, String extension, boolean grey) implements Outcome {}

        /** It cannot; the reason begins with its name. */
        record Refused(String reason) implements Outcome {}
    }

    Future<Outcome> begin(int index) {
        return workers.submit(() -> make(index));
    }

    private Outcome make(int index) {
        try {
            byte[] coded = from.coded(index);
            try (Picture picture = Pixels.decode(coded, from.name(index))) {
                boolean grey = Pixels.isGrey(picture);
                if (options.align()) {
                    return coded(aligned(picture, index), Face.CROP_SIDE, grey);
                }
                int side = options.side();
                if (side != 0 && (picture.width() != side || picture.height() != side)) {
                    return coded(Pixels.square(picture, side, options.fit()), side, grey);
                }
                String extension = extension(coded);
                return List.of("jpg", "png").contains(extension)
                        ? new Outcome.Made(coded, extension, grey)
                        : new Outcome.Made(Png.encode(picture), "png", grey);
            }
        } catch (UnreadablePictureException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private byte[] aligned(Picture picture, int index) throws UnreadablePictureException {
        FaceFinder waiting = idle.poll();
        FaceFinder finder = waiting != null ? waiting : finders.open();
        try {
            return finder.crop(picture);
        } catch (UnreadablePictureException e) {
            throw new UnreadablePictureException(from.name(index) + ": " + e.getMessage(), e);
        } finally {
            idle.add(finder);
        }
    }

    private Outcome coded(byte[] bgr, int side, boolean grey) {
        try (Picture square = Pixels.picture(bgr, side)) {
            return options.png()
                    ? new Outcome.Made(Png.encode(square), "png", grey)
                    : new Outcome.Made(Jpeg.encode(square, JPEG_QUALITY), "jpg", grey);
        }
    }

    /** By the first bytes, whatever the file is called. */
    private static String extension(byte[] coded) {
        if (coded.length > 1 && coded[0] == (byte) 0xff && coded[1] == (byte) 0xd8) {
            return "jpg";
        }
        return coded.length > 1 && coded[0] == (byte) 0x89 && coded[1] == 'P' ? "png" : "";
    }

    @Override
    public void close() {
        // without an interrupt, which would close the file that the pictures are read from
        workers.shutdown();
        try {
            if (!workers.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a picture is still being made after 60 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        idle.forEach(FaceFinder::close);
    }
}
