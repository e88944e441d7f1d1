package io.facestream.job.frames;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how coded frames travel. */
final class KafkaFrameTypeInfo extends TypeInformation<KafkaFrame> {
    private static final long serialVersionUID = 1L;

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
    public Class<KafkaFrame> getTypeClass() {
        return KafkaFrame.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<KafkaFrame> createSerializer(SerializerConfig config) {
        return KafkaFrameSerializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "KafkaFrame";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KafkaFrameTypeInfo;
    }

    @Override
    public int hashCode() {
        return KafkaFrameTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof KafkaFrameTypeInfo;
    }
}
