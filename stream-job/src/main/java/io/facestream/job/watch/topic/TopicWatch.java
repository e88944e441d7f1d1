package io.facestream.job.watch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.job.frames.FrameClock;
import io.facestream.job.kafka.KafkaCluster;
import io.facestream.job.observe.Counts;
import io.facestream.job.render.Annotation;
import io.facestream.job.render.AnnotationJson;
import io.facestream.job.watch.RunView;
import io.facestream.job.watch.TopicPulse.Role;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills a view with what the topics of a cluster tell, on threads of its own, until it is closed. */
public final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    private final RunView view;
    private final Map<String, CameraJoin> joins = new ConcurrentHashMap<>();
    private final FrameClock clock = new FrameClock();
    private final List<TopicReader> readers = new ArrayList<>();
    private final BrokerReach reach;

    private TopicWatch(WatchedTopics topics, RunView view) {
        this.view = view;
        this.reach = new BrokerReach(topics.cluster().servers());
    }

    /**
     * Begins to watch; a broker that does not answer is waited for.
     *
     * @throws io.facestream.job.kafka.KafkaRefusedException if the client settings are none
     */
    public static TopicWatch open(WatchedTopics topics, RunView view) {
        KafkaCluster.connect(topics.cluster()).close();
        TopicWatch watch = new TopicWatch(topics, view);
        TopicOrigin origin = new TopicOrigin(topics.cluster(), topics.lookBack());
        topics.events().ifPresent(topic -> watch.read(origin, "read_committed", Map.of(topic, Role.EVENTS)));
        Map<String, Role> atOnce = new ConcurrentHashMap<>();
        topics.sightings().ifPresent(topic -> atOnce.put(topic, Role.SIGHTINGS));
        topics.annotations().ifPresent(topic -> atOnce.put(topic, Role.ANNOTATIONS));
        if (!atOnce.isEmpty()) {
            watch.read(origin, "read_uncommitted", atOnce);
        }
        topics.frames().ifPresent(topic -> watch.read(origin, "read_committed", Map.of(topic, Role.FRAMES)));
        return watch;
    }

    private void read(TopicOrigin origin, String isolation, Map<String, Role> topics) {
        readers.add(TopicReader.start(
                origin,
                isolation,
                topics,
                new TopicReader.Listener() {
                    @Override
                    public void take(Role role, ConsumerRecord<byte[], byte[]> record) {
                        TopicWatch.this.take(role, record);
                    }

                    @Override
                    public void idle() {
                        long now = System.nanoTime();
                        joins.values().forEach(join -> join.look(now));
                    }
                },
                view::topic,
                reach));
    }

    private void take(Role role, ConsumerRecord<byte[], byte[]> record) {
        if (role == Role.FRAMES) {
            clock.take(record).ifPresent(this::frame);
        } else if (record.value() != null) {
            String line = new String(record.value(), UTF_8);
            switch (role) {
                case EVENTS -> view.commit(line);
                case SIGHTINGS -> view.event(line);
                default -> annotation(line);
            }
        }
    }

    private void frame(FrameClock.Told told) {
        switch (told.kind()) {
            case FRAME -> {
                view.arrive(told.cameraId(), told.capturedAtMillis());
                join(told.cameraId()).frame(told.capturedAtMillis(), told.coded(), System.nanoTime());
            }
            case ENDED -> view.end(told.cameraId());
            case STATUS -> {
                // the job tells of it in an event
            }
        }
    }

    private void annotation(String line) {
        Annotation annotation;
        try {
            annotation = AnnotationJson.read(line);
        } catch (UncheckedIOException e) {
            LOG.debug("no annotation: {}", e.getMessage());
            return;
        }
        view.count(annotation.cameraId(), Map.of(Counts.FRAMES_WITH_FACES, 1L));
        join(annotation.cameraId()).annotate(annotation, System.nanoTime());
    }

    private CameraJoin join(String cameraId) {
        return joins.computeIfAbsent(cameraId, id -> new CameraJoin(id, view));
    }

    @Override
    public void close() {
        readers.forEach(TopicReader::close);
    }
}
