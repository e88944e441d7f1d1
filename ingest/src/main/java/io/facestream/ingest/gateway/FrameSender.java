package io.facestream.ingest.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes one camera's stream to the topic: the contract's key and headers. One thread sends; the producer's thread answers. */
final class FrameSender {
    private static final byte[] NOTHING = new byte[0];
    private static final String TOO_LARGE = "TOO_LARGE";

    /** More of a live camera on their way at once would only be older when they arrive. */
    private static final int LIVE_IN_FLIGHT = 4;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final byte[] key;
    private final byte[] streamId = UUID.randomUUID().toString().getBytes(UTF_8);
    private final FrameFate fate;
    private final boolean live;
    private final Consumer<Exception> onFatal;
    private final AtomicLong unanswered = new AtomicLong();
    private final Semaphore inFlight;
    private volatile boolean hurried;
    private long sequence;

    /**
     * @param live whether what the broker does not take is given up; otherwise it is offered until it is taken
     * @param onFatal told what no waiting can mend, such as a missing permission
     */
    FrameSender(
            Producer<byte[], byte[]> producer,
            String topic,
            String cameraId,
            boolean live,
            FrameFate fate,
            Consumer<Exception> onFatal) {
        this.producer = producer;
        this.topic = topic;
        this.key = cameraId.getBytes(UTF_8);
        this.live = live;
        this.inFlight = new Semaphore(live ? LIVE_IN_FLIGHT : Integer.MAX_VALUE);
        this.fate = fate;
        this.onFatal = onFatal;
    }

    /** Waits until what comes next would be on its way at once. */
    void awaitTurn() throws InterruptedException {
        inFlight.acquire();
        inFlight.release();
    }

    /** Sends it, or gives it up and counts that. */
    void send(Outgoing outgoing) throws InterruptedException {
        ProducerRecord<byte[], byte[]> record = record(outgoing);
        Answer answer = new Answer(outgoing);
        while (true) {
            try {
                unanswered.incrementAndGet();
                inFlight.acquireUninterruptibly();
                producer.send(record, answer);
            } catch (InterruptException e) {
                answer.refused = e;
                answered();
                answer.giveUp(e);
                throw new InterruptedException();
            } catch (KafkaException | IllegalStateException e) {
                answer.refused = e;
            }
            Exception refused = answer.refused;
            if (refused == null) {
                sequence++;
                return;
            }
            answered();
            if (!(refused instanceof TimeoutException) || live || hurried) {
                answer.giveUp(refused);
                return;
            }
            answer.refused = null;
        }
    }

    /** Records on their way that the broker has not answered. */
    long unanswered() {
        return unanswered.get();
    }

    /** From now on nothing is offered twice. */
    void hurry() {
        hurried = true;
    }

    private void answered() {
        unanswered.decrementAndGet();
        inFlight.release();
    }

    private ProducerRecord<byte[], byte[]> record(Outgoing outgoing) {
        byte[] value = outgoing.jpeg() == null ? NOTHING : outgoing.jpeg();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        Headers headers = record.headers();
        headers.add("captured-at", text(outgoing.capturedAtMillis()));
        headers.add("stream-id", streamId);
        headers.add("sequence", text(sequence));
        if (!outgoing.isFrame()) {
            headers.add("state", outgoing.state().getBytes(UTF_8));
            if (!outgoing.reason().isEmpty()) {
                headers.add("reason", outgoing.reason().getBytes(UTF_8));
            }
        }
        return record;
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    /** What became of one record; it does not hold the picture, which the producer has copied. */
    private final class Answer implements Callback {
        private final Thread sending = Thread.currentThread();
        private final boolean frame;
        private final int bytes;
        private @Nullable Exception refused;

        Answer(Outgoing outgoing) {
            this.frame = outgoing.isFrame();
            this.bytes = outgoing.jpeg() == null ? 0 : outgoing.jpeg().length;
        }

        /** The producer says at once, on the thread that sends, what it does not even take. */
        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
            if (Thread.currentThread() == sending) {
                refused = error;
                return;
            }
            if (error != null) {
                giveUp(error);
            } else if (frame) {
                fate.acknowledge(bytes);
            }
            answered();
        }

        void giveUp(Exception error) {
            boolean tooLarge = error instanceof RecordTooLargeException;
            if (frame && tooLarge) {
                fate.refuseWaiting(TOO_LARGE);
            } else if (frame) {
                fate.drop(FrameFate.BROKER);
            }
            if (isFatal(error) && !tooLarge) {
                onFatal.accept(error);
            }
        }

        /** A file must lose nothing; a live camera goes on unless no waiting can help. */
        private boolean isFatal(Exception error) {
            boolean wrongForGood = error instanceof AuthorizationException
                    || error instanceof AuthenticationException
                    || error instanceof InvalidTopicException
                    || !(error instanceof ApiException);
            return !hurried && !(error instanceof InterruptException) && (wrongForGood || !live);
        }
    }
}
