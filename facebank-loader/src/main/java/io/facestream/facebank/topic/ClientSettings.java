package io.facestream.facebank.topic;

import java.util.HashMap;
import java.util.Map;

/** The settings of Kafka's clients: the user's, and those on which this package relies. */
final class ClientSettings {
    private static final String REQUEST_TIMEOUT = "request.timeout.ms";
    private static final String API_TIMEOUT = "default.api.timeout.ms";

    private ClientSettings() {}

    static Map<String, Object> admin(Map<String, String> client) {
        return patient(client);
    }

    static Map<String, Object> consumer(Map<String, String> client, String mostRecords) {
        Map<String, Object> settings = patient(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", mostRecords);
        settings.remove("group.id");
        return settings;
    }

    /** One writer at a time: whoever begins later fences the earlier one. */
    static Map<String, Object> writer(Map<String, String> client, String topic) {
        Map<String, Object> settings = patient(client);
        settings.remove(API_TIMEOUT);
        settings.put("transactional.id", "facestream-facebank-" + topic);
        settings.put("enable.idempotence", "true");
        settings.put("acks", "all");
        settings.putIfAbsent("transaction.timeout.ms", "600000");
        settings.putIfAbsent("batch.size", "262144");
        settings.putIfAbsent("linger.ms", "5");
        settings.putIfAbsent("max.block.ms", "30000");
        settings.putIfAbsent("delivery.timeout.ms", "120000");
        return settings;
    }

    private static Map<String, Object> patient(Map<String, String> client) {
        Map<String, Object> settings = new HashMap<>(client);
        if (!client.containsKey(REQUEST_TIMEOUT) && !client.containsKey(API_TIMEOUT)) {
            settings.put(REQUEST_TIMEOUT, "15000");
            settings.put(API_TIMEOUT, "20000");
        }
        return settings;
    }
}
