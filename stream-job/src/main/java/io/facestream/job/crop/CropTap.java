package io.facestream.job.crop;

import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Lays the crops of shots on the shelf before the embedding takes the pixels away. The frames go on as they are. */
public final class CropTap extends RichMapFunction<TrackedFrame, TrackedFrame> {
    private static final long serialVersionUID = 1L;

    private final CropsOptions options;
    private transient @Nullable CropShelf shelf;

    public CropTap(CropsOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        shelf = CropShelf.acquire(options.folder());
    }

    @Override
    public TrackedFrame map(TrackedFrame frame) {
        if (shelf != null) {
            for (TrackedFace face : frame.faces()) {
                if (face.isShot()) {
                    shelf.put(frame.cameraId(), frame.capturedAtMillis(), face.x(), face.y(), face.crop());
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
