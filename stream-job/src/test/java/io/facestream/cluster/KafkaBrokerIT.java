package io.facestream.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class KafkaBrokerIT {
    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        String topic = TestBroker.topic("greetings", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = TestBroker.producer()) {
            producer.send(new ProducerRecord<>(topic, "door".getBytes(UTF_8), "hello".getBytes(UTF_8)))
                    .get();
        }
        assertThat(TestBroker.committed(topic))
                .singleElement()
                .satisfies(
                        record -> assertThat(new String(record.value(), UTF_8)).isEqualTo("hello"));
    }
}
