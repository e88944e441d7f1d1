package io.facestream.ingest.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes the distribution of cameras to checkpoints. A version that was ever written stays readable. */
final class CameraEnumeratorStateCodec implements SimpleVersionedSerializer<CameraEnumeratorState> {
    private static final int VERSION = 1;

    private final CameraSplitCodec splitCodec = new CameraSplitCodec();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(CameraEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(state.known().size());
        for (String id : state.known()) {
            out.writeUTF(id);
        }
        out.writeInt(splitCodec.getVersion());
        out.writeInt(state.waiting().size());
        for (CameraSplit split : state.waiting()) {
            splitCodec.write(split, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public CameraEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("camera enumerator state: version " + version + " (expected: " + VERSION + ")");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        Set<String> known = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            known.add(in.readUTF());
        }
        int splitVersion = in.readInt();
        List<CameraSplit> waiting = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            waiting.add(splitCodec.read(splitVersion, in));
        }
        return new CameraEnumeratorState(known, waiting);
    }
}
