package io.facestream.job.facebank;

import io.facestream.ingest.source.SerializedType;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink how the rows of a facebank are written, on the wire as in state. */
final class BankTypes {
    private BankTypes() {}

    /** For {@link BankTemplate}. */
    public static final class OfTemplate extends TypeInfoFactory<BankTemplate> {
        @Override
        public TypeInformation<BankTemplate> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new SerializedType<>(BankTemplate.class, BankTemplateSerializer.INSTANCE);
        }
    }

    /** For {@link BankPerson}. */
    public static final class OfPerson extends TypeInfoFactory<BankPerson> {
        @Override
        public TypeInformation<BankPerson> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new SerializedType<>(BankPerson.class, BankPersonSerializer.INSTANCE);
        }
    }
}
