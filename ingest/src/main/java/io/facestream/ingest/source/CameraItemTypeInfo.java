package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink that camera items stay inside their task. */
public final class CameraItemTypeInfo extends TypeInformation<CameraItem> {
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
    public Class<CameraItem> getTypeClass() {
        return CameraItem.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<CameraItem> createSerializer(SerializerConfig config) {
        return new CameraItemSerializer();
    }

    @Override
    public String toString() {
        return "CameraItem (never serialised)";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CameraItemTypeInfo;
    }

    @Override
    public int hashCode() {
        return CameraItemTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof CameraItemTypeInfo;
    }
}
