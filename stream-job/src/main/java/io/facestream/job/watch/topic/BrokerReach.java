package io.facestream.job.watch.topic;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a broker is away, and once that it is back, however many readers notice. Thread-safe. */
final class BrokerReach {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerReach.class);

    private final String servers;
    private final Set<Object> without = new HashSet<>();

    BrokerReach(String servers) {
        this.servers = servers;
    }

    synchronized void lost(Object reader, String problem) {
        if (without.isEmpty()) {
            LOG.warn("{}; the console goes on by itself when it is back", problem);
        }
        without.add(reader);
    }

    synchronized void back(Object reader) {
        if (without.remove(reader) && without.isEmpty()) {
            LOG.warn("kafka {}: is back", servers);
        }
    }
}
