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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;

/**
 * G3: faces a CPU second through the job's embedding operator, in a running Flink job, in relation to a plain loop that does nothing but run
 * the network, at the same number of faces a call. The operator also normalises pixels and vectors; the loop's input is ready beforehand.
 */
final class EmbeddingRate implements Measurement {
    private static final double GOAL = 0.95;
    private static final int[] BATCHES = {1, 4, 8, 16, 32};
    private static final int FACES = 768;

    /** Share of the faces before the clock starts, in which Flink starts its threads and the compiler sees them. */
    private static final double SETTLING = 0.25;

    private static final int SIDE = 112;

    /** CPU time of the process when the clock started and when the last frame had left the operator; the job runs in this process. */
    private static final AtomicReference<@Nullable Double> FIRST = new AtomicReference<>();

    private static final AtomicReference<@Nullable Double> LAST = new AtomicReference<>();

    @Override
    public String name() {
        return "G3";
    }

    @Override
    public String about() {
        return "faces a CPU second, embedding operator in a job / plain ONNX Runtime loop, at 1, 4, 8, 16, 32 faces a call, >= 0.95";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        LocatedModel model = ModelStore.defaultPack().embedding();
        List<byte[]> crops = crops(workplace);
        boolean met = true;
        ArrayNode rows = figures.putArray("rows");
        for (int batch : BATCHES) {
            List<Double> ratios = new ArrayList<>();
            operatorFacesPerCpuSecond(crops, batch, model.card());
            plainFacesPerCpuSecond(crops, batch, model);
            for (int round = 0; round < workplace.rounds(); round++) {
                ratios.add(operatorFacesPerCpuSecond(crops, batch, model.card())
                        / plainFacesPerCpuSecond(crops, batch, model));
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

    private static double operatorFacesPerCpuSecond(List<byte[]> crops, int batch, ModelCard card) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        env.getConfig().enableObjectReuse();
        int frames = FACES / batch;
        int settled = (int) (frames * SETTLING);
        env.fromSequence(0, frames)
                .map(number -> frame(crops, number, batch))
                .returns(TypeInformation.of(TrackedFrame.class))
                .transform(
                        "embed",
                        TypeInformation.of(TrackedFrame.class),
                        EmbeddingServices.operator(new ModelChoice(""), Device.CPU, card))
                .map(frame -> {
                    if (frame.mediaTimeMillis() == settled) {
                        FIRST.set(Cost.cpuSecondsSoFar());
                    } else if (frame.mediaTimeMillis() == frames) {
                        LAST.set(Cost.cpuSecondsSoFar());
                    }
                    return frame.faces().size();
                })
                .sinkTo(new DiscardingSink<>());
        env.execute("embedding rate");
        return (frames - settled) * batch / (Objects.requireNonNull(LAST.get()) - Objects.requireNonNull(FIRST.get()));
    }

    private static TrackedFrame frame(List<byte[]> crops, long number, int count) {
        List<TrackedFace> faces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] crop = crops.get((int) ((number * count + i) % crops.size()));
            faces.add(new TrackedFace(
                    "t" + i, 0, 0, true, 0, 0, 0, SIDE, SIDE, 1, FaceRefusal.NONE, crop, new float[0], 0));
        }
        return new TrackedFrame(
                "bench", ObservationKind.FRAME, number, number, faces, List.of(), new TreeMap<>(Map.of()), "");
    }

    private static double plainFacesPerCpuSecond(List<byte[]> crops, int batch, LocatedModel model) throws IOException {
        int values = 3 * SIDE * SIDE;
        List<float[]> ready =
                crops.stream().map(crop -> planes(crop, model.card())).toList();
        FloatBuffer input = ByteBuffer.allocateDirect(batch * values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        int calls = FACES / batch;
        int settled = (int) (calls * SETTLING);
        float sum = 0;
        try (InferenceSession session = InferenceSession.open(model, Device.CPU)) {
            double start = 0;
            for (int call = 0; call < calls; call++) {
                if (call == settled) {
                    start = Cost.cpuSecondsSoFar();
                }
                input.clear();
                for (int face = 0; face < batch; face++) {
                    input.put(ready.get((call * batch + face) % ready.size()));
                }
                input.clear();
                try (Outputs outputs = session.run(input, batch, 3, SIDE, SIDE)) {
                    sum += outputs.values(0).get(0);
                }
            }
            double seconds = Cost.cpuSecondsSoFar() - start;
            if (Float.isNaN(sum)) {
                throw new IllegalStateException("embedding: not a number (expected: finite values)");
            }
            return (calls - settled) * batch / seconds;
        }
    }

    private static float[] planes(byte[] bgr, ModelCard card) {
        float mean = card.input().mean(0);
        float scale = card.input().scale(0);
        int pixels = SIDE * SIDE;
        float[] planes = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            planes[i] = ((bgr[3 * i] & 0xff) - mean) * scale;
            planes[pixels + i] = ((bgr[3 * i + 1] & 0xff) - mean) * scale;
            planes[2 * pixels + i] = ((bgr[3 * i + 2] & 0xff) - mean) * scale;
        }
        return planes;
    }
}
