package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Cameras as a Flink source: a split a camera, a thread a camera, items with capture time as event time.
 *
 * <p>The operator that takes the frames must be chained to the source: pixels are lent for the duration of the call and cannot be
 * serialised.
 */
public final class CameraSource
        implements Source<CameraItem, CameraSplit, CameraEnumeratorState>, ResultTypeQueryable<CameraItem> {
    private static final long serialVersionUID = 1L;

    /** Camera items stay inside their task; to serialise one is refused. */
    public static final TypeInformation<CameraItem> ITEM_TYPE =
            new SerializedType<>(CameraItem.class, new CameraItemSerializer());

    private final List<CameraSpec> cameras;
    private final @Nullable CameraRegistry registry;
    private final CameraPace pace;
    private final FrameGrabber.Factory grabbers;

    private CameraSource(Builder builder) {
        this.cameras = List.copyOf(builder.cameras);
        this.registry = builder.registry;
        this.pace = builder.pace;
        this.grabbers = builder.grabbers;
    }

    /** A source of these cameras, whose ids differ. */
    public static Builder of(List<CameraSpec> cameras) {
        return new Builder(cameras);
    }

    /** Bounded where all cameras are files, and no other is added later. */
    @Override
    public Boundedness getBoundedness() {
        boolean endless = isTold() || cameras.stream().anyMatch(CameraSpec::live);
        return endless ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    /** Whether its readers are told the cameras while they run. */
    boolean isTold() {
        return registry != null;
    }

    @Override
    public SourceReader<CameraItem, CameraSplit> createReader(SourceReaderContext context) {
        Map<String, CameraSpec> byId = new HashMap<>();
        cameras.forEach(camera -> byId.put(camera.id(), camera));
        return !isTold()
                ? new CameraReader(context, byId, pace, grabbers)
                : CameraReader.toldItsCameras(context, pace, grabbers);
    }

    @Override
    public SplitEnumerator<CameraSplit, CameraEnumeratorState> createEnumerator(
            SplitEnumeratorContext<CameraSplit> context) {
        return restoreEnumerator(context, new CameraEnumeratorState(Set.of(), List.of()));
    }

    /** Cameras added to the configuration since the checkpoint start from the beginning; of a registry's, those that are gone end. */
    @Override
    public SplitEnumerator<CameraSplit, CameraEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<CameraSplit> context, CameraEnumeratorState state) {
        return new CameraEnumerator(context, cameras, registry, state);
    }

    @Override
    public SimpleVersionedSerializer<CameraSplit> getSplitSerializer() {
        return new CameraSplitCodec();
    }

    @Override
    public SimpleVersionedSerializer<CameraEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new CameraEnumeratorStateCodec();
    }

    @Override
    public TypeInformation<CameraItem> getProducedType() {
        return ITEM_TYPE;
    }

    /** Collects the settings of a {@link CameraSource}. */
    public static final class Builder {
        private final List<CameraSpec> cameras;
        private @Nullable CameraRegistry registry;
        private CameraPace pace = CameraPace.defaults();
        private FrameGrabber.Factory grabbers = FrameGrabber::of;

        private Builder(List<CameraSpec> cameras) {
            this.cameras = cameras;
        }

        /** Distance of the positions at which frames are emitted; 120 ms, every third frame at 25 frames a second. */
        public Builder grid(Duration value) {
            pace = pace.withGrid(value);
            return this;
        }

        /** Capture time of position 0 of every file; 1970-01-01T00:00:00Z. */
        public Builder startTime(Instant value) {
            pace = pace.withStartTime(value);
            return this;
        }

        /** Gives the frames of files no faster than they were filmed. */
        public Builder realtime(boolean value) {
            pace = pace.withRealtime(value);
            return this;
        }

        /** Position at which files begin. */
        public Builder startOffset(Duration value) {
            pace = pace.withStartOffset(value);
            return this;
        }

        /** Ends a file after so much of it, a live camera after so much time. */
        public Builder limit(Duration value) {
            pace = pace.withLimit(value);
            return this;
        }

        /** Further cameras, which come and go while the job runs; the source then never ends by itself. */
        public Builder registry(CameraRegistry value) {
            registry = value;
            return this;
        }

        /** Where grabbers come from, for tests. */
        public Builder grabbers(FrameGrabber.Factory value) {
            grabbers = value;
            return this;
        }

        public CameraSource build() {
            Set<String> ids = new HashSet<>();
            for (CameraSpec camera : cameras) {
                if (!ids.add(camera.id())) {
                    throw new IllegalArgumentException("camera id: " + camera.id()
                            + " stands twice (expected: a name of its own for each camera)");
                }
            }
            if (cameras.isEmpty() && registry == null) {
                throw new IllegalArgumentException("cameras: none (expected: at least one)");
            }
            return new CameraSource(this);
        }
    }
}
