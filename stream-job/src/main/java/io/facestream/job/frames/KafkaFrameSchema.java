package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.ingest.source.SerializedType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Takes a record as it is: nothing in it can fail here. */
final class KafkaFrameSchema implements KafkaRecordDeserializationSchema<KafkaFrame> {
    private static final long serialVersionUID = 1L;

    static final String CAPTURED_AT = "captured-at";
    static final String STREAM_ID = "stream-id";
    static final String SEQUENCE = "sequence";
    static final String STATE = "state";
    static final String REASON = "reason";

    private static final byte[] NOTHING = new byte[0];

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaFrame> out) {
        out.collect(read(record));
    }

    static KafkaFrame read(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        return new KafkaFrame(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key() == null ? NOTHING : record.key(),
                text(headers, CAPTURED_AT),
                text(headers, STREAM_ID),
                text(headers, SEQUENCE),
                text(headers, STATE),
                text(headers, REASON),
                record.value() == null ? NOTHING : record.value());
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return "";
        }
        byte[] value = header.value();
        return new String(value, 0, Math.min(value.length, KafkaFrame.LONGEST_HEADER), UTF_8);
    }

    @Override
    public TypeInformation<KafkaFrame> getProducedType() {
        return new SerializedType<>(KafkaFrame.class, KafkaFrameSerializer.INSTANCE);
    }
}
