package io.facestream.job.facebank;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what is said about people into the broadcast state. */
public final class BankPersonSerializer extends ImmutableSerializer<BankPerson> {
    private static final long serialVersionUID = 1L;
    private static final int IGNORED = 1;
    private static final int ERASED = 2;

    public static final BankPersonSerializer INSTANCE = new BankPersonSerializer();

    @Override
    int form() {
        return 1;
    }

    @Override
    public BankPerson createInstance() {
        return new BankPerson("", BankVersion.NONE, false, Long.MAX_VALUE, false);
    }

    @Override
    void write(BankPerson person, DataOutputView out) throws IOException {
        out.writeUTF(person.personId());
        out.writeLong(person.version().generation());
        out.writeLong(person.version().number());
        out.writeByte((person.ignored() ? IGNORED : 0) | (person.erased() ? ERASED : 0));
        out.writeLong(person.validUntilMillis());
    }

    @Override
    BankPerson read(int form, DataInputView in) throws IOException {
        String personId = in.readUTF();
        BankVersion version = new BankVersion(in.readLong(), in.readLong());
        int flags = in.readByte();
        long validUntilMillis = in.readLong();
        return new BankPerson(personId, version, (flags & IGNORED) != 0, validUntilMillis, (flags & ERASED) != 0);
    }

    @Override
    public TypeSerializerSnapshot<BankPerson> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BankPerson> {
        private static final Supplier<BankPersonSerializer> SERIALIZER = () -> INSTANCE;

        public Snapshot() {
            super(SERIALIZER);
        }
    }
}
