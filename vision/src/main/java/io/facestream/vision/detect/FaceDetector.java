package io.facestream.vision.detect;

import io.facestream.vision.model.Device;
import io.facestream.vision.model.InferenceSession;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Resize;
import io.facestream.vision.model.Outputs;
import io.facestream.vision.picture.NetworkInput;
import io.facestream.vision.picture.Picture;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the faces of a picture with the network that a card names, in one pass or, where the card says so, in a coarse pass for all
 * faces and a finer one for small ones. Buffers are kept for the last few sizes of picture. One thread.
 */
public final class FaceDetector implements AutoCloseable {
    /** A box of the fine pass is the same face as one of the coarse pass when they share more than this of the smaller. */
    private static final float SAME_FACE = 0.4f;

    /**
     * Boxes of the coarse pass lower than this, in its network's pixels, give way to the fine pass's of the same face: at 1080p the
     * cosine of 64-pixel faces with their originals rises from 0.962 to 0.976 (the worst twentieth from 0.93 to 0.95), and falls by
     * 0.001 where larger ones are replaced as well.
     */
    private static final float TRUSTED_FROM = 22;

    /** Overlap from which two boxes lie on the same face in the same size. */
    private static final float SAME_BOX = 0.5f;

    private static final int SIZES_KEPT = 4;

    private final ModelCard card;
    private final InferenceSession session;
    private final OutputDecoder decoder;
    private final boolean free;
    private final float minFaceHeight;
    private final int maxPixels;
    private final Candidates candidates = new Candidates();
    private final Map<Long, List<PassRun>> plans = new LinkedHashMap<>(16, 0.75f, true);

    /** A pass and the memory it fills. */
    private record PassRun(DetectorPass pass, NetworkInput input) {}

    private FaceDetector(ModelCard card, InferenceSession session, float minFaceHeight, int maxPixels) {
        this.card = card;
        this.session = session;
        this.minFaceHeight = minFaceHeight;
        this.maxPixels = maxPixels;
        long[] shape = session.inputShape();
        this.free = shape[2] < 0 || shape[3] < 0;
        this.decoder = card.family() == ModelCard.Family.RFB
                ? new RfbDecoder(free)
                : AnchorFreeDecoder.of(card.family(), card.id(), outputShapes());
    }

    /**
     * Opens the detector of a card.
     *
     * @param minFaceHeight smallest face that must be found, in picture pixels
     * @param maxPixels most pixels of a picture that the network is shown
     */
    public static FaceDetector open(LocatedModel model, Device device, float minFaceHeight, int maxPixels) {
        ModelCard card = model.card();
        boolean known = card.family() == ModelCard.Family.RFB
                || card.family() == ModelCard.Family.SCRFD
                || card.family() == ModelCard.Family.YUNET;
        if (!known || card.input().channels() != 3) {
            throw new IllegalArgumentException("detector " + card.id() + ": family " + card.family() + ", "
                    + card.input().channels() + " channels (expected: rfb, scrfd or yunet, 3 channels)");
        }
        InferenceSession session = InferenceSession.open(model, device);
        try {
            return new FaceDetector(card, session, minFaceHeight, maxPixels);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Faces, best score first. */
    public List<DetectedFace> detect(Picture picture) {
        List<DetectedFace> faces = new ArrayList<>();
        List<PassRun> runs = plan(picture.width(), picture.height());
        float trusted = TRUSTED_FROM * picture.height() / runs.get(0).pass().height();
        for (PassRun run : runs) {
            candidates.clear(decoder.findsPoints());
            float toPicture = look(run, picture);
            candidates.suppress(card.nms());
            float maxHeight = run.pass().maxBoxHeight() == 0
                    ? Float.MAX_VALUE
                    : run.pass().maxBoxHeight() * toPicture;
            int earlier = faces.size();
            for (int i = 0; i < candidates.size(); i++) {
                DetectedFace face = candidates.get(i);
                if (face.box().height() <= maxHeight) {
                    addOrRefine(face, faces, earlier, trusted);
                }
            }
        }
        faces.sort(Comparator.comparingDouble(face -> -face.score()));
        return faces;
    }

    private static void addOrRefine(DetectedFace face, List<DetectedFace> faces, int earlier, float trusted) {
        int same = sameFace(face.box(), faces, earlier);
        if (same < 0) {
            faces.add(face);
        } else if (faces.get(same).box().height() < trusted
                && faces.get(same).box().iou(face.box()) > SAME_BOX) {
            faces.set(same, face);
        }
    }

    /** Index of the face of an earlier pass that a box shows again, or -1. */
    private static int sameFace(FaceBox box, List<DetectedFace> faces, int count) {
        for (int i = 0; i < count; i++) {
            FaceBox other = faces.get(i).box();
            if (box.intersection(other) > SAME_FACE * Math.min(box.area(), other.area())) {
                return i;
            }
        }
        return -1;
    }

    /** Runs one pass; the boxes go to {@link #candidates}. Returns picture pixels a network pixel, down. */
    private float look(PassRun run, Picture picture) {
        DetectorPass pass = run.pass();
        NetworkInput input = run.input();
        float toX = (float) picture.width() / pass.width();
        float toY = (float) picture.height() / pass.height();
        if (pass.resize() == Resize.STRETCH) {
            input.fillStretched(picture);
        } else {
            toX = toY = 1 / input.fillTopLeft(picture, decoder.padding());
        }
        try (Outputs outputs = session.run(input.tensor(), 1, 3, pass.height(), pass.width())) {
            decoder.decode(outputs, pass.width(), pass.height(), pass.scoreThreshold(), toX, toY, candidates);
        }
        return toY;
    }

    private List<PassRun> plan(int width, int height) {
        long key = (long) width << 32 | height;
        List<PassRun> runs = plans.get(key);
        if (runs == null) {
            if (plans.size() == SIZES_KEPT) {
                var oldest = plans.entrySet().iterator();
                oldest.next().getValue().forEach(run -> run.input().close());
                oldest.remove();
            }
            runs = DetectorPass.plan(card, free, decoder.multiple(), width, height, minFaceHeight, maxPixels).stream()
                    .map(pass -> new PassRun(pass, inputFor(pass.width(), pass.height())))
                    .toList();
            plans.put(key, runs);
        }
        return runs;
    }

    private NetworkInput inputFor(int width, int height) {
        ModelCard.Input input = card.input();
        float[] mean = {input.mean(0), input.mean(1), input.mean(2)};
        float[] scale = {input.scale(0), input.scale(1), input.scale(2)};
        return new NetworkInput(width, height, input.colour() == Colour.RGB, mean, scale);
    }

    /** Shapes of the outputs; files do not always tell them, so the network is run once on nothing. */
    private List<long[]> outputShapes() {
        int width = card.input().width();
        int height = card.input().height();
        List<long[]> shapes = new ArrayList<>();
        FloatBuffer nothing = java.nio.ByteBuffer.allocateDirect(4 * 3 * width * height)
                .order(java.nio.ByteOrder.nativeOrder())
                .asFloatBuffer();
        try (Outputs outputs = session.run(nothing, 1, 3, height, width)) {
            for (int i = 0; i < outputs.count(); i++) {
                shapes.add(outputs.shape(i).clone());
            }
        }
        return shapes;
    }

    /** Whether the network finds five points with each box. */
    public boolean findsPoints() {
        return decoder.findsPoints();
    }

    /** Where the network runs: {@code cpu} or {@code cuda:N}. */
    public String provider() {
        return session.provider();
    }

    @Override
    public void close() {
        plans.values().forEach(runs -> runs.forEach(run -> run.input().close()));
        plans.clear();
        session.close();
    }
}
