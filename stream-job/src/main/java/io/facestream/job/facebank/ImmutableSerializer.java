package io.facestream.job.facebank;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of values that never change: a copy is the value itself. Flink deep-copies broadcast state on the task's thread at each
 * checkpoint, which for a large facebank would stop recognition for seconds. Each value begins with the number of its form, so that a later
 * version of the program reads what an earlier one wrote.
 */
abstract sealed class ImmutableSerializer<T> extends TypeSerializerSingleton<T>
        permits BankTemplateSerializer, BankPersonSerializer {
    private static final long serialVersionUID = 1L;

    abstract void write(T value, DataOutputView out) throws IOException;

    abstract T read(int form, DataInputView in) throws IOException;

    /** The form that {@link #write} gives. */
    abstract int form();

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        out.writeByte(form());
        write(value, out);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        int form = in.readUnsignedByte();
        if (form == 0 || form > form()) {
            throw new IOException("facebank in state: form " + form + " (expected: 1 to " + form()
                    + "; a later version of facestream wrote it)");
        }
        return read(form, in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final void copy(DataInputView from, DataOutputView to) throws IOException {
        serialize(deserialize(from), to);
    }
}
