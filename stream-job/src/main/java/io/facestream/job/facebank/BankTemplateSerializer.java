package io.facestream.job.facebank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes templates into the broadcast state. The slots of a JVM read the same templates, each for itself; what is the same is kept once.
 */
public final class BankTemplateSerializer extends ImmutableSerializer<BankTemplate> {
    private static final long serialVersionUID = 1L;
    private static final SharedTemplates SHARED = new SharedTemplates();

    public static final BankTemplateSerializer INSTANCE = new BankTemplateSerializer();

    @Override
    int form() {
        return 1;
    }

    @Override
    public BankTemplate createInstance() {
        return BankTemplate.removed("", "", BankVersion.NONE);
    }

    @Override
    void write(BankTemplate template, DataOutputView out) throws IOException {
        out.writeUTF(template.templateId());
        out.writeUTF(template.personId());
        out.writeLong(template.version().generation());
        out.writeLong(template.version().number());
        out.writeLong(template.validUntilMillis());
        out.writeLong(template.digest());
        byte[] unit = new byte[Float.BYTES * template.unit().length];
        ByteBuffer.wrap(unit).asFloatBuffer().put(template.unit());
        out.writeInt(template.unit().length);
        out.write(unit);
        out.writeInt(template.sealed().length);
        out.write(template.sealed());
    }

    @Override
    BankTemplate read(int form, DataInputView in) throws IOException {
        String templateId = in.readUTF();
        String personId = in.readUTF();
        BankVersion version = new BankVersion(in.readLong(), in.readLong());
        long validUntilMillis = in.readLong();
        long digest = in.readLong();
        float[] unit = new float[in.readInt()];
        byte[] bytes = new byte[Float.BYTES * unit.length];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(unit);
        byte[] sealed = new byte[in.readInt()];
        in.readFully(sealed);
        return SHARED.shared(new BankTemplate(templateId, personId, version, validUntilMillis, digest, unit, sealed));
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
