package io.facestream.job.identify;

import io.facestream.job.facebank.BankLedger;
import io.facestream.job.facebank.BankPerson;
import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankVersion;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.facebank.ErasedPerson;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackEnd;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.model.ModelStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.awaitility.Awaitility;

/** One subtask of identification, on RocksDB, with the default model's thresholds. */
final class FacebankHarness implements AutoCloseable {
    static final int DIMENSION = 512;
    static final String MODEL = ModelStore.defaultPack().embedding().card().sha256();

    private final KeyedBroadcastOperatorTestHarness<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> harness;
    private final CoBroadcastWithKeyedOperator<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> operator;
    private long nowMillis = 1_000;

    private FacebankHarness(OperatorSubtaskState state, VectorOpener.Factory vectors) throws Exception {
        this(state, new IdentifyFunction(IdentifyOptions.defaults(), new ModelChoice(""), vectors));
    }

    private FacebankHarness(OperatorSubtaskState state, IdentifyFunction identify) throws Exception {
        operator = new CoBroadcastWithKeyedOperator<>(
                identify.tellingEnrolments(),
                List.of(
                        BankLedger.TEMPLATES,
                        BankLedger.PEOPLE,
                        BankLedger.ABOUT,
                        BankLedger.SHADOW_TEMPLATES,
                        BankLedger.SHADOW_PEOPLE,
                        BankLedger.SHADOW_ABOUT,
                        IdentifyFunction.UNTOLD));
        harness = new KeyedBroadcastOperatorTestHarness<>(operator, TrackedFrame::cameraId, Types.STRING, 1, 1, 0);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    static FacebankHarness open() throws Exception {
        return new FacebankHarness(null, () -> VectorOpener.CLEAR);
    }

    static FacebankHarness restore(OperatorSubtaskState state) throws Exception {
        return new FacebankHarness(state, () -> VectorOpener.CLEAR);
    }

    static FacebankHarness restore(OperatorSubtaskState state, VectorOpener.Factory vectors) throws Exception {
        return new FacebankHarness(state, vectors);
    }

    /** A subtask of a job with two models. */
    static FacebankHarness of(OperatorSubtaskState state, ModelChoice model, ModelChoice shadow) throws Exception {
        IdentifyFunction identify = new IdentifyFunction(IdentifyOptions.defaults(), model);
        return new FacebankHarness(state, shadow == null ? identify : identify.beside(shadow));
    }

    /** A frame with one face as each model sees it, whose track ends with it if so wanted. */
    void see(String camera, long at, float[] unit, float[] shadow, boolean ends) throws Exception {
        TrackedFace face = new TrackedFace(
                        "t", 0, 0, true, 120, 0, 0, 80, 80, 0.5f, FaceRefusal.NONE, new byte[0], unit, 3.5f)
                .shadowed(shadow, 3.5f);
        harness.processElement(
                new TrackedFrame(
                        camera,
                        ObservationKind.FRAME,
                        at,
                        at,
                        ends ? List.of() : List.of(face),
                        ends ? List.of(new TrackEnd("t", true, 0, 0, at, at)) : List.of(),
                        Map.of(),
                        ""),
                at);
    }

    /** Tracks as two models decided on them, as the side output says. */
    List<ComparedTrack> compared() {
        List<ComparedTrack> compared = new ArrayList<>();
        var records = harness.getSideOutput(IdentifyFunction.COMPARED);
        if (records != null) {
            records.forEach(record -> compared.add(record.getValue()));
        }
        return compared;
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    void update(FacebankUpdate update) throws Exception {
        harness.processBroadcastElement(update, 0);
    }

    /** A change whose templates carry the generation and number that it leads to. */
    void bank(String name, long generation, long number, boolean commits, BankTemplate... templates) throws Exception {
        update(new FacebankUpdate(
                name, new BankVersion(generation, number), MODEL, List.of(templates), List.of(), commits, nowMillis));
    }

    void people(String name, long generation, long number, BankPerson... people) throws Exception {
        update(new FacebankUpdate(
                name, new BankVersion(generation, number), MODEL, List.of(), List.of(people), true, nowMillis));
    }

    void beat() throws Exception {
        update(FacebankUpdate.beat(nowMillis));
    }

    void setTime(long millis) {
        nowMillis = millis;
    }

    /** Waits until the index of all that was committed is there, and takes it. */
    FacebankHarness settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            awaitIndexes();
            beat();
        }
        return this;
    }

    void see(String camera, long at, float[] unit) throws Exception {
        TrackedFace face =
                new TrackedFace("t", 0, 0, true, 120, 0, 0, 80, 80, 0.5f, FaceRefusal.NONE, new byte[0], unit, 3.5f);
        harness.processElement(
                new TrackedFrame(camera, ObservationKind.FRAME, at, at, List.of(face), List.of(), Map.of(), ""), at);
    }

    List<IdentifiedFrame> of(String camera) {
        return harness.extractOutputValues().stream()
                .filter(frame -> frame.cameraId().equals(camera))
                .toList();
    }

    Decision last(String camera) {
        List<IdentifiedFrame> frames = of(camera);
        return frames.get(frames.size() - 1).faces().get(0).decision();
    }

    String version(String camera) {
        List<IdentifiedFrame> frames = of(camera);
        return frames.get(frames.size() - 1).facebankVersion();
    }

    /** Who was erased, as the side output says. */
    List<ErasedPerson> erased() {
        List<ErasedPerson> erased = new ArrayList<>();
        var records = harness.getSideOutput(IdentifyFunction.ERASED);
        if (records != null) {
            records.forEach(record -> erased.add(record.getValue()));
        }
        return erased;
    }

    /** Who was enrolled or is gone, as the side output says. */
    List<Enrolment> enrolments() {
        List<Enrolment> enrolments = new ArrayList<>();
        var records = harness.getSideOutput(IdentifyFunction.ENROLMENTS);
        if (records != null) {
            records.forEach(record -> enrolments.add(record.getValue()));
        }
        return enrolments;
    }

    /** What this subtask says that it searches: {@code VERSION/HASH}. */
    String hash() {
        return ((FacebankHashes) operator.getRuntimeContext()
                        .<String, TreeMap<Integer, String>>getAccumulator(IdentifyFunction.HASHES))
                .getLocalValue()
                .getOrDefault(0, "");
    }

    /** All of the facebank in state, as text that says nothing of the order. */
    String state() throws Exception {
        TreeMap<String, String> all = new TreeMap<>();
        BroadcastState<String, BankTemplate> templates =
                operator.getOperatorStateBackend().getBroadcastState(BankLedger.TEMPLATES);
        templates
                .entries()
                .forEach(entry -> all.put(
                        "template " + entry.getKey(),
                        entry.getValue() + " " + entry.getValue().digest()));
        operator.getOperatorStateBackend()
                .getBroadcastState(BankLedger.PEOPLE)
                .entries()
                .forEach(entry ->
                        all.put("person " + entry.getKey(), entry.getValue().toString()));
        operator.getOperatorStateBackend()
                .getBroadcastState(BankLedger.ABOUT)
                .entries()
                .forEach(entry -> all.put("about " + entry.getKey(), entry.getValue()));
        return all.toString();
    }

    @Override
    public void close() throws Exception {
        harness.close();
        awaitIndexes();
    }

    private static void awaitIndexes() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20))
                .until(IndexBuilder::idle);
    }

    static BankTemplate template(String id, String person, float[] unit, long generation, long number) {
        return BankTemplate.clear(id, person, new BankVersion(generation, number), Long.MAX_VALUE, unit);
    }

    /** A unit vector with its only value at one place. */
    static float[] axis(int place) {
        float[] unit = new float[DIMENSION];
        unit[place] = 1;
        return unit;
    }

    static float[] random(Random random) {
        float[] unit = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            unit[i] = (float) random.nextGaussian();
            squares += (double) unit[i] * unit[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            unit[i] /= (float) Math.sqrt(squares);
        }
        return unit;
    }
}
