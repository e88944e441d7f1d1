package io.facestream.bench;

import io.facestream.job.observe.Observation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** A made street as a stream of observations: each subtask makes its share of them. */
final class MadeFrames extends RichFlatMapFunction<Long, Observation> {
    private static final long serialVersionUID = 1L;

    /** Accumulator: subtasks that have made everything. */
    static final String ENDED = "made-frames-ended";

    /** Accumulator: CPU nanoseconds that went into making observations. */
    static final String CPU_NANOS = "made-frames-cpu-nanos";

    /** Runs of this JVM that wait for the word to begin. */
    private static final Set<String> WAITING = ConcurrentHashMap.newKeySet();

    private final MadeStreet street;
    private final String run;
    private transient MadeCameras cameras;
    private transient int tick;

    private MadeFrames(MadeStreet street, String run) {
        this.street = street;
        this.run = run;
    }

    /** Adds the street to a job, which has to be in this JVM; nothing comes before the run is {@linkplain #begin begun}. */
    static DataStream<Observation> of(StreamExecutionEnvironment env, MadeStreet street, String run) {
        WAITING.add(run);
        WatermarkStrategy<Observation> captureTime = WatermarkStrategy.<Observation>forMonotonousTimestamps()
                .withTimestampAssigner((seen, before) -> seen.capturedAtMillis());
        return env.fromSource(new NumberSequenceSource(0, Long.MAX_VALUE), WatermarkStrategy.noWatermarks(), "ticks")
                .uid("ticks")
                .flatMap(new MadeFrames(street, run))
                .returns(TypeInformation.of(Observation.class))
                .name("made frames")
                .uid("made-frames")
                .assignTimestampsAndWatermarks(captureTime)
                .uid("capture-time");
    }

    static void begin(String run) {
        WAITING.remove(run);
    }

    @Override
    public void open(OpenContext context) {
        var task = getRuntimeContext().getTaskInfo();
        cameras = new MadeCameras(
                street, MadeCameras.part(street, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks()));
        tick = 0;
    }

    /** The source only keeps time; it has no end, so that the job is drained as one with live cameras is. */
    @Override
    public void flatMap(Long number, Collector<Observation> out) throws InterruptedException {
        if (tick > street.ticks() || WAITING.contains(run)) {
            // barriers have to come by
            TimeUnit.MILLISECONDS.sleep(1);
            return;
        }
        cameras.at(tick).forEach(out::collect);
        if (tick++ == street.ticks()) {
            getRuntimeContext().getLongCounter(CPU_NANOS).add(cameras.cpuNanos());
            getRuntimeContext().getLongCounter(ENDED).add(1);
        }
    }
}
