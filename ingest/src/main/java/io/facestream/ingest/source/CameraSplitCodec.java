package io.facestream.ingest.source;

import io.facestream.ingest.camera.FrameCounts;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Writes splits to checkpoints. A version that was ever written stays readable. */
final class CameraSplitCodec implements SimpleVersionedSerializer<CameraSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(CameraSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(160);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public CameraSplit deserialize(int version, byte[] serialized) throws IOException {
        return read(version, new DataInputDeserializer(serialized));
    }

    void write(CameraSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.cameraId());
        out.writeUTF(split.state().name());
        out.writeLong(split.mediaTimeMillis());
        out.writeLong(split.lastFrameAtMillis());
        out.writeLong(split.lastAtMillis());
        out.writeLong(split.nextSequence());
        FrameCounts totals = split.totals();
        out.writeLong(totals.captured());
        out.writeLong(totals.emitted());
        out.writeLong(totals.skippedByGrid());
        out.writeLong(totals.droppedByOverload());
        out.writeLong(totals.refused());
        out.writeLong(totals.timestampsRepaired());
        out.writeLong(totals.decodeErrors());
    }

    CameraSplit read(int version, DataInputView in) throws IOException {
        if (version != VERSION) {
            throw new IOException("camera split: version " + version + " (expected: " + VERSION + ")");
        }
        return new CameraSplit(
                in.readUTF(),
                CameraSplit.State.valueOf(in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                new FrameCounts(
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong()));
    }
}
