package io.facestream.job.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic and how its cluster is reached: {@code kafka://[HOST:PORT[,HOST:PORT...]/]TOPIC}. Without hosts the cluster is the one of the
 * settings, or else this machine's.
 *
 * @param client settings of Kafka's clients, {@code bootstrap.servers} among them; they may hold passwords and are never printed
 */
public record KafkaAddress(String topic, Map<String, String> client) implements Serializable {
    public static final String SCHEME = "kafka://";
    public static final String LOCAL_SERVERS = "127.0.0.1:9092";

    private static final String SERVERS = "bootstrap.servers";
    private static final Pattern URI =
            Pattern.compile("kafka://(?:([^/@?#]+:\\d+(?:,[^/@?#]+:\\d+)*)/)?([A-Za-z0-9._-]{1,249})");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    public KafkaAddress {
        client = Map.copyOf(client);
    }

    /** Whether a URI names a topic, right or wrong. */
    public static boolean isKafka(String uri) {
        return uri.startsWith(SCHEME);
    }

    /** Whether a topic can be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * @param settings of Kafka's clients; hosts in the URI come before their {@code bootstrap.servers}
     * @throws IllegalArgumentException when the URI has another form; it never repeats what may be a password
     */
    public static KafkaAddress parse(String uri, Map<String, String> settings) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            String shown = uri.contains("@") ? SCHEME + "***" : uri;
            throw new IllegalArgumentException(
                    shown
                            + " (expected: kafka://TOPIC or kafka://HOST:PORT/TOPIC; users and passwords belong to the client settings)");
        }
        Map<String, String> client = new TreeMap<>(settings);
        if (parts.group(1) != null) {
            client.put(SERVERS, parts.group(1));
        } else {
            client.putIfAbsent(SERVERS, LOCAL_SERVERS);
        }
        return new KafkaAddress(parts.group(2), client);
    }

    public String servers() {
        return client.getOrDefault(SERVERS, LOCAL_SERVERS);
    }

    /** The same cluster, another topic. */
    public KafkaAddress withTopic(String other) {
        return new KafkaAddress(other, client);
    }

    /** The client settings, for whoever makes a client. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.putAll(client);
        return properties;
    }

    /** Shows the servers and the topic only. */
    @Override
    public String toString() {
        return SCHEME + servers() + "/" + topic;
    }
}
