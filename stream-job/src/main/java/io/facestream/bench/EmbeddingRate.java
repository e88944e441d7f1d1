package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.embed.EmbeddingServices;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.InferenceSession;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.Outputs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * G3: faces a second through the job's embedding operator, in a running Flink job, in relation to a plain loop that normalises pixels and
 * calls ONNX Runtime, at the same number of faces a call.
 */
final class EmbeddingRate implements Measurement {
    private static final double GOAL = 0.95;
    private static final int[] BATCHES = {1, 4, 8, 16, 32};
    private static final int FACES = 640;
    private static final int SIDE = 112;

    /** Moments of the first and the last frame behind the operator; the job runs in this process. */
    private static final AtomicLong FIRST = new AtomicLong();

    private static final AtomicLong LAST = new AtomicLong();

    @Override
    public String name() {
        return "G3";
    }

    @Override
    public String about() {
        return "faces a second, embedding operator in a job / plain ONNX Runtime loop, at 1, 4, 8, 16, 32 faces a call, >= 0.95";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        LocatedModel model = ModelStore.defaultPack().embedding();
        List<byte[]> crops = crops(workplace);
        boolean met = true;
        ArrayNode rows = figures.putArray("rows");
        for (int batch : BATCHES) {
            List<Double> ratios = new ArrayList<>();
            operatorFacesPerSecond(crops, batch, model.card());
            plainFacesPerSecond(crops, batch, model);
            for (int round = 0; round < workplace.rounds(); round++) {
                ratios.add(
                        operatorFacesPerSecond(crops, batch, model.card()) / plainFacesPerSecond(crops, batch, model));
            }
            double ratio = Cost.median(ratios);
            workplace.say(String.format(Locale.ROOT, "%2d faces a call: %.3f", batch, ratio));
            rows.addObject().put("batch", batch).put("ratio", ratio);
            met &= ratio >= GOAL;
        }
        figures.put("goal", GOAL).put("rounds", workplace.rounds());
        return met;
    }

    private static List<byte[]> crops(Workplace workplace) throws Exception {
        List<byte[]> crops = new ArrayList<>();
        for (List<LfwCrops.Crop> person :
                LfwCrops.read(workplace.data("lfw"), 8, 8).values()) {
            crops.add(person.get(0).bgr());
            if (crops.size() == 64) {
                break;
            }
        }
        return crops;
    }

    private static double operatorFacesPerSecond(List<byte[]> crops, int batch, ModelCard card) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        env.getConfig().enableObjectReuse();
        int frames = FACES / batch;
        FIRST.set(0);
        env.fromSequence(0, frames)
                .map(number -> frame(crops, (int) (number * batch), batch))
                .returns(TypeInformation.of(TrackedFrame.class))
                .transform(
                        "embed",
                        TypeInformation.of(TrackedFrame.class),
                        EmbeddingServices.operator(new ModelChoice(""), Device.CPU, card))
                .map(frame -> {
                    long now = System.nanoTime();
                    FIRST.compareAndSet(0, now);
                    LAST.set(now);
                    return frame.faces().size();
                })
                .sinkTo(new DiscardingSink<>());
        env.execute("embedding rate");
        // The first frame only starts the clock.
        return frames * batch / ((LAST.get() - FIRST.get()) / 1e9);
    }

    private static TrackedFrame frame(List<byte[]> crops, int first, int count) {
        List<TrackedFace> faces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] crop = crops.get((first + i) % crops.size());
            faces.add(new TrackedFace(
                    "t" + i, 0, 0, true, 0, 0, 0, SIDE, SIDE, 1, FaceRefusal.NONE, crop, new float[0], 0));
        }
        return new TrackedFrame(
                "bench", ObservationKind.FRAME, first, first, faces, List.of(), new TreeMap<>(Map.of()), "");
    }

    private static double plainFacesPerSecond(List<byte[]> crops, int batch, LocatedModel model) {
        float mean = model.card().input().mean(0);
        float scale = model.card().input().scale(0);
        float[] planes = new float[batch * 3 * SIDE * SIDE];
        FloatBuffer input = ByteBuffer.allocateDirect(planes.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        int calls = FACES / batch;
        float sum = 0;
        try (InferenceSession session = InferenceSession.open(model, Device.CPU)) {
            long start = System.nanoTime();
            for (int call = 0; call < calls; call++) {
                for (int face = 0; face < batch; face++) {
                    write(crops.get((call * batch + face) % crops.size()), planes, face * 3 * SIDE * SIDE, mean, scale);
                }
                input.clear();
                input.put(planes).clear();
                try (Outputs outputs = session.run(input, batch, 3, SIDE, SIDE)) {
                    sum += outputs.values(0).get(0);
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (Float.isNaN(sum)) {
                throw new IllegalStateException("embedding: not a number (expected: finite values)");
            }
            return calls * batch / seconds;
        }
    }

    private static void write(byte[] bgr, float[] planes, int at, float mean, float scale) {
        int pixels = SIDE * SIDE;
        for (int i = 0; i < pixels; i++) {
            planes[at + i] = ((bgr[3 * i] & 0xff) - mean) * scale;
            planes[at + pixels + i] = ((bgr[3 * i + 1] & 0xff) - mean) * scale;
            planes[at + 2 * pixels + i] = ((bgr[3 * i + 2] & 0xff) - mean) * scale;
        }
    }
}
