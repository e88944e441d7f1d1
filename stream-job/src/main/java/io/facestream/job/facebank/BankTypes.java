package io.facestream.job.facebank;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how the rows of a facebank are written, on the wire as in state. */
final class BankTypes {
    private BankTypes() {}

    /** For {@link BankTemplate}. */
    public static final class OfTemplate extends TypeInfoFactory<BankTemplate> {
        @Override
        public TypeInformation<BankTemplate> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new RowType<>(BankTemplate.class, BankTemplateSerializer.INSTANCE);
        }
    }

    /** For {@link BankPerson}. */
    public static final class OfPerson extends TypeInfoFactory<BankPerson> {
        @Override
        public TypeInformation<BankPerson> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new RowType<>(BankPerson.class, BankPersonSerializer.INSTANCE);
        }
    }

    private static final class RowType<T> extends TypeInformation<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final ImmutableSerializer<T> serializer;

        RowType(Class<T> type, ImmutableSerializer<T> serializer) {
            this.type = type;
            this.serializer = serializer;
        }

        @Override
        public boolean isBasicType() {
            return false;
        }

        @Override
        public boolean isTupleType() {
            return false;
        }

        @Override
        public int getArity() {
            return 1;
        }

        @Override
        public int getTotalFields() {
            return 1;
        }

        @Override
        public Class<T> getTypeClass() {
            return type;
        }

        @Override
        public boolean isKeyType() {
            return false;
        }

        @Override
        public TypeSerializer<T> createSerializer(SerializerConfig config) {
            return serializer;
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RowType<?> that && type == that.type;
        }

        @Override
        public int hashCode() {
            return type.hashCode();
        }

        @Override
        public boolean canEqual(Object other) {
            return other instanceof RowType;
        }
    }
}
