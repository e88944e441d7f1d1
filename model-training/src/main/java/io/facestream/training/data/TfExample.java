package io.facestream.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * TensorFlow's {@code Example} message: features by name, of which bytes and whole numbers are kept and others passed over. Of a feature with
 * several values the first counts.
 */
record TfExample(Map<String, byte[]> texts, Map<String, Long> numbers) {
    /** Field numbers of the messages in {@code example.proto} and {@code feature.proto}. */
    private static final int FEATURES = 1;

    private static final int ENTRY = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int BYTES_LIST = 1;
    private static final int INT64_LIST = 3;
    private static final int ELEMENT = 1;

    /** @throws IOException if it is no such message */
    static TfExample parse(byte[] record) throws IOException {
        TfExample example = new TfExample(new TreeMap<>(), new TreeMap<>());
        CodedInputStream in = CodedInputStream.newInstance(record);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == FEATURES) {
                int end = in.pushLimit(in.readRawVarint32());
                example.readEntries(in);
                in.popLimit(end);
            } else {
                in.skipField(tag);
            }
        }
        return example;
    }

    private void readEntries(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == ENTRY) {
                int end = in.pushLimit(in.readRawVarint32());
                readEntry(in);
                in.popLimit(end);
            } else {
                in.skipField(tag);
            }
        }
    }

    private void readEntry(CodedInputStream in) throws IOException {
        String key = "";
        byte[] feature = new byte[0];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case KEY -> key = in.readStringRequireUtf8();
                case VALUE -> feature = in.readByteArray();
                default -> in.skipField(tag);
            }
        }
        readFeature(key, CodedInputStream.newInstance(feature));
    }

    private void readFeature(String key, CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int kind = WireFormat.getTagFieldNumber(tag);
            if (kind != BYTES_LIST && kind != INT64_LIST) {
                in.skipField(tag);
                continue;
            }
            int end = in.pushLimit(in.readRawVarint32());
            for (int element = in.readTag(); element != 0; element = in.readTag()) {
                if (WireFormat.getTagFieldNumber(element) != ELEMENT) {
                    in.skipField(element);
                } else if (kind == BYTES_LIST) {
                    texts.putIfAbsent(key, in.readByteArray());
                } else if (WireFormat.getTagWireType(element) == WireFormat.WIRETYPE_VARINT) {
                    numbers.putIfAbsent(key, in.readInt64());
                } else {
                    readPacked(key, in);
                }
            }
            in.popLimit(end);
        }
    }

    private void readPacked(String key, CodedInputStream in) throws IOException {
        int end = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            numbers.putIfAbsent(key, in.readInt64());
        }
        in.popLimit(end);
    }

    /** A text, empty if there is none of that name. */
    String text(String key) {
        return new String(texts.getOrDefault(key, new byte[0]), UTF_8);
    }

    byte[] bytes() {
        ByteArrayOutputStream features = new ByteArrayOutputStream();
        texts.forEach((key, value) -> {
            byte[] list = field(ELEMENT, value);
            features.writeBytes(entry(key, field(BYTES_LIST, list)));
        });
        numbers.forEach((key, value) -> {
            byte[] packed = new byte[CodedOutputStream.computeInt64SizeNoTag(value)];
            try {
                CodedOutputStream.newInstance(packed).writeInt64NoTag(value);
            } catch (IOException e) {
                throw new IllegalStateException(e); // the array has the size that was computed
            }
            features.writeBytes(entry(key, field(INT64_LIST, field(ELEMENT, packed))));
        });
        return field(FEATURES, features.toByteArray());
    }

    private static byte[] entry(String key, byte[] feature) {
        byte[] name = field(KEY, key.getBytes(UTF_8));
        byte[] value = field(VALUE, feature);
        byte[] both = java.util.Arrays.copyOf(name, name.length + value.length);
        System.arraycopy(value, 0, both, name.length, value.length);
        return field(ENTRY, both);
    }

    private static byte[] field(int number, byte[] content) {
        byte[] field = new byte[CodedOutputStream.computeByteArraySize(number, content)];
        try {
            CodedOutputStream.newInstance(field).writeByteArray(number, content);
        } catch (IOException e) {
            throw new IllegalStateException(e); // the array has the size that was computed
        }
        return field;
    }
}
