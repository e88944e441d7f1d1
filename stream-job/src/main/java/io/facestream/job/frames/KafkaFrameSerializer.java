package io.facestream.job.frames;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Carries coded frames from the task that read them to the task of their camera. A copy is the frame itself. */
final class KafkaFrameSerializer extends TypeSerializerSingleton<KafkaFrame> {
    private static final long serialVersionUID = 1L;

    static final KafkaFrameSerializer INSTANCE = new KafkaFrameSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public KafkaFrame createInstance() {
        return new KafkaFrame("", 0, 0, -1, new byte[0], "", "", "", "", "", new byte[0]);
    }

    @Override
    public KafkaFrame copy(KafkaFrame from) {
        return from;
    }

    @Override
    public KafkaFrame copy(KafkaFrame from, KafkaFrame reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(KafkaFrame frame, DataOutputView out) throws IOException {
        out.writeUTF(frame.topic());
        out.writeInt(frame.partition());
        out.writeLong(frame.offset());
        out.writeLong(frame.timestampMillis());
        write(frame.key(), out);
        out.writeUTF(frame.capturedAt());
        out.writeUTF(frame.streamId());
        out.writeUTF(frame.sequence());
        out.writeUTF(frame.state());
        out.writeUTF(frame.reason());
        write(frame.value(), out);
    }

    @Override
    public KafkaFrame deserialize(DataInputView in) throws IOException {
        return new KafkaFrame(
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                read(in),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                read(in));
    }

    private static void write(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public KafkaFrame deserialize(KafkaFrame reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
        serialize(deserialize(from), to);
    }

    @Override
    public TypeSerializerSnapshot<KafkaFrame> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KafkaFrame> {
        private static final Supplier<KafkaFrameSerializer> SERIALIZER = () -> INSTANCE;

        public Snapshot() {
            super(SERIALIZER);
        }
    }
}
