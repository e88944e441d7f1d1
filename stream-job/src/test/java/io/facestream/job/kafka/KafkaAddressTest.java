package io.facestream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaAddressTest {
    @Test
    void aTopicAloneLiesOnTheClusterOfTheSettings() {
        Map<String, String> settings = Map.of("bootstrap.servers", "broker:9093", "security.protocol", "SSL");
        KafkaAddress frames = KafkaAddress.parse("kafka://frames", settings);
        assertThat(frames.topic()).isEqualTo("frames");
        assertThat(frames.servers()).isEqualTo("broker:9093");
        assertThat(frames.properties()).containsEntry("security.protocol", "SSL");
        assertThat(KafkaAddress.parse("kafka://frames", Map.of()).servers()).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void hostsInTheUriComeBeforeTheSettings() {
        KafkaAddress frames = KafkaAddress.parse("kafka://a:1,b:2/frames", Map.of("bootstrap.servers", "c:3"));
        assertThat(frames.servers()).isEqualTo("a:1,b:2");
        assertThat(frames.withTopic("events").servers()).isEqualTo("a:1,b:2");
    }

    @Test
    void wrongFormsAreRefusedWithoutRepeatingAPassword() {
        assertThatThrownBy(() -> KafkaAddress.parse("kafka://user:secret@host:1/frames", Map.of()))
                .hasMessageContaining("(expected: kafka://TOPIC")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> KafkaAddress.parse("kafka://two words", Map.of()))
                .hasMessageContaining("two words");
    }

    @Test
    void settingsAreNotPrinted() {
        Map<String, String> settings = Map.of("sasl.jaas.config", "password='secret'");
        assertThat(KafkaAddress.parse("kafka://frames", settings)).hasToString("kafka://127.0.0.1:9092/frames");
    }
}
