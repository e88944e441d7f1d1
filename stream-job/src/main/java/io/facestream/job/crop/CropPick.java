package io.facestream.job.crop;

import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.metrics.JobMetric;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Keeps on the shelf the best crop of each face that identification took for what it is. The frames go on as they are. */
public final class CropPick extends RichMapFunction<IdentifiedFrame, IdentifiedFrame> {
    private static final long serialVersionUID = 1L;

    private final CropsOptions options;
    private transient @Nullable CropShelf shelf;
    private transient @Nullable Counter missed;

    public CropPick(CropsOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        shelf = CropShelf.acquire(options.folder());
        missed = JobMetric.CROPS_MISSED.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public IdentifiedFrame map(IdentifiedFrame frame) {
        if (shelf != null && missed != null) {
            for (IdentifiedFace face : frame.faces()) {
                // A shot that is nothing like its track's other ones adds nothing to the probe: it may show somebody
                // else.
                boolean taken = face.embedded() && face.probe().length > 0;
                if (taken && !shelf.claim(frame.cameraId(), frame.capturedAtMillis(), face)) {
                    missed.inc();
                }
            }
        }
        return frame;
    }

    @Override
    public void close() {
        if (shelf != null) {
            shelf.close();
        }
    }
}
