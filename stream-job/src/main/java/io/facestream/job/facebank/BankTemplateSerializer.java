package io.facestream.job.facebank;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes templates into the broadcast state. A copy is the template itself: Flink deep-copies broadcast state on the task's thread at each
 * checkpoint, which for a large facebank would stop recognition for seconds.
 */
public final class BankTemplateSerializer extends TypeSerializerSingleton<BankTemplate> {
    private static final long serialVersionUID = 1L;

    public static final BankTemplateSerializer INSTANCE = new BankTemplateSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public BankTemplate createInstance() {
        return new BankTemplate("", "", new float[0], 0);
    }

    @Override
    public BankTemplate copy(BankTemplate from) {
        return from;
    }

    @Override
    public BankTemplate copy(BankTemplate from, BankTemplate reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(BankTemplate template, DataOutputView out) throws IOException {
        out.writeUTF(template.templateId());
        out.writeUTF(template.personId());
        out.writeLong(template.generation());
        out.writeInt(template.unit().length);
        for (float value : template.unit()) {
            out.writeFloat(value);
        }
    }

    @Override
    public BankTemplate deserialize(DataInputView in) throws IOException {
        String templateId = in.readUTF();
        String personId = in.readUTF();
        long generation = in.readLong();
        float[] unit = new float[in.readInt()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = in.readFloat();
        }
        return new BankTemplate(templateId, personId, unit, generation);
    }

    @Override
    public BankTemplate deserialize(BankTemplate reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
        serialize(deserialize(from), to);
    }

    @Override
    public TypeSerializerSnapshot<BankTemplate> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BankTemplate> {
        private static final Supplier<BankTemplateSerializer> SERIALIZER = () -> INSTANCE;

        public Snapshot() {
            super(SERIALIZER);
        }
    }
}
