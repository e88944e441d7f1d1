package io.facestream.job.frames;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.metrics.DeadLetterCounts;
import io.facestream.vision.picture.FrameDecoder;
import io.facestream.vision.picture.PictureRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns the records of each camera into what a camera says, in the camera's task. The detector must be chained behind: pixels are lent for
 * the call. Refused records leave by {@link DeadLetter#TAG}.
 */
public final class KafkaFrames extends KeyedProcessFunction<String, KafkaFrame, CameraItem>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Accumulator: cameras of the topics that have ended, each counted once; it survives restarts. */
    public static final String ENDED = "frames-cameras-ended";

    private static final long END_OF_TIME = Long.MAX_VALUE;
    private static final long UNKNOWN = -1;

    private final FrameRules rules;
    private final List<String> ended = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set by initializeState, which comes before open
    private transient ListState<String> endedState;

    private transient FrameDecoder decoder;
    private transient FrameSteps steps;
    private transient PresenceFigures figures;
    private transient DeadLetterCounts deadLetters;
    private transient ValueState<FrameState> states;
    private transient boolean restored;
    private transient long openedAtMillis;

    /** @param detectEvery distance of the frames that are looked at, in capture time */
    public KafkaFrames(FramesOptions options, Duration detectEvery) {
        this.rules = options.rules(detectEvery);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        endedState = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("ended", Types.STRING));
        restored = context.isRestored();
        ended.clear();
        for (String camera : endedState.get()) {
            ended.add(camera);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        endedState.update(ended);
    }

    @Override
    public void open(OpenContext context) {
        decoder = new FrameDecoder();
        figures = new PresenceFigures(getRuntimeContext().getMetricGroup());
        deadLetters = new DeadLetterCounts(
                getRuntimeContext().getMetricGroup(), FrameFault.values(), PictureRefusedException.Reason.values());
        steps = new FrameSteps(rules, decoder::decode);
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("frames", FrameState.class));
        openedAtMillis = restored ? UNKNOWN : 0;
        getRuntimeContext().getLongCounter(ENDED).add(ended.size());
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }

    @Override
    public void processElement(KafkaFrame record, Context context, Collector<CameraItem> out) throws Exception {
        long now = now(context);
        FrameState state = states.value();
        if (state == null) {
            state = FrameState.EMPTY;
            context.timerService().registerEventTimeTimer(END_OF_TIME);
        }
        boolean watch = rules.silenceMillis() > 0 && !state.watched();
        if (watch) {
            context.timerService().registerProcessingTimeTimer(now + rules.silenceMillis());
        }
        FrameSteps.Step step = steps.step(watch ? state.watchedOver() : state, record, now);
        step.items().forEach(out::collect);
        step.deadLetter().ifPresent(letter -> {
            context.output(DeadLetter.TAG, letter);
            deadLetters.count(letter.reason());
        });
        figures.show(context.getCurrentKey(), step.state().presence());
        if (step.state().endedOnce() && !state.endedOnce()) {
            ended.add(context.getCurrentKey());
            getRuntimeContext().getLongCounter(ENDED).add(1);
        }
        states.update(step.state());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CameraItem> out) throws Exception {
        FrameState state = states.value();
        if (state == null) {
            return;
        }
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            steps.drain(state, context.getCurrentKey()).items().forEach(out::collect);
            figures.show(context.getCurrentKey(), FrameState.Presence.ENDED);
            states.clear();
            return;
        }
        long now = now(context);
        long due = Math.max(state.heardAtMillis(), openedAtMillis) + rules.silenceMillis();
        if (now < due) {
            context.timerService().registerProcessingTimeTimer(due);
            return;
        }
        FrameSteps.Step step = steps.silent(state, context.getCurrentKey());
        step.items().forEach(out::collect);
        figures.show(context.getCurrentKey(), step.state().presence());
        states.update(step.state());
    }

    /** After a restart, the time of the outage is nobody's silence. */
    private long now(Context context) {
        long now = context.timerService().currentProcessingTime();
        if (openedAtMillis == UNKNOWN) {
            openedAtMillis = now;
        }
        return now;
    }
}
