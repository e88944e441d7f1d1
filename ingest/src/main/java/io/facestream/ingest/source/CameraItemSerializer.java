package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Refuses to serialise camera items, whose pixels are borrowed; a copy between chained operators is the item itself, whether object
 * reuse is on or not.
 */
final class CameraItemSerializer extends TypeSerializerSingleton<CameraItem> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public CameraItem createInstance() {
        throw new UnsupportedOperationException("camera item: has no empty form");
    }

    @Override
    public CameraItem copy(CameraItem from) {
        return from;
    }

    @Override
    public CameraItem copy(CameraItem from, CameraItem reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(CameraItem item, DataOutputView target) throws IOException {
        throw refusal(item.cameraId());
    }

    @Override
    public CameraItem deserialize(DataInputView source) throws IOException {
        throw refusal("?");
    }

    @Override
    public CameraItem deserialize(CameraItem reuse, DataInputView source) throws IOException {
        throw refusal("?");
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        throw refusal("?");
    }

    private static IOException refusal(String cameraId) {
        return new IOException("camera " + cameraId + ": an item was about to leave its task"
                + " (expected: the operator behind the camera source chained to it, at the same parallelism)");
    }

    @Override
    public TypeSerializerSnapshot<CameraItem> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Nothing to remember: nothing is ever written. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CameraItem> {
        public Snapshot() {
            super(CameraItemSerializer::new);
        }
    }
}
