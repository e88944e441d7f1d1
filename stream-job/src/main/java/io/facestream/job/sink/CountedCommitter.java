package io.facestream.job.sink;

import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.kafka.KafkaCluster;
import io.facestream.job.kafka.KafkaRefusedException;
import io.facestream.job.kafka.KafkaUnreachableException;
import io.facestream.job.metrics.JobMetric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions and raises the alert when one is lost: an error line and two counters.
 *
 * <p>After a restart the transactions of the last checkpoint are committed again. Brokers from 4.0 on refuse that for one that is committed
 * already, in the same words as for one that they gave up; so they are asked which it is.
 */
final class CountedCommitter implements Committer<CountedCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(CountedCommitter.class);

    private final Committer<KafkaCommittable> committer;
    private final KafkaAddress topic;
    private final Counter lostTransactions;
    private final Counter lostEvents;
    private @Nullable KafkaCluster cluster;

    CountedCommitter(Committer<KafkaCommittable> committer, KafkaAddress topic, MetricGroup metrics) {
        this.committer = committer;
        this.topic = topic;
        this.lostTransactions = JobMetric.LOST_TRANSACTIONS.counter(metrics);
        this.lostEvents = JobMetric.LOST_EVENTS.counter(metrics);
    }

    @Override
    public void commit(Collection<CommitRequest<CountedCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<KafkaCommittable>> plain = new ArrayList<>();
        requests.forEach(request -> plain.add(new WatchedRequest(request)));
        committer.commit(plain);
    }

    @Override
    public void close() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        committer.close();
    }

    private boolean isCommitted(KafkaCommittable transaction) {
        try {
            if (cluster == null) {
                cluster = KafkaCluster.connect(topic);
            }
            return cluster.isCommitted(transaction.getTransactionalId(), transaction.getProducerId());
        } catch (KafkaUnreachableException | KafkaRefusedException e) {
            LOG.warn("transaction {} cannot be asked about: {}", transaction.getTransactionalId(), e.getMessage());
            return false;
        }
    }

    private void lost(CountedCommittable counted, Throwable cause) {
        lostTransactions.inc();
        lostEvents.inc(counted.records());
        LOG.error(
                "{} of topic {} lost: Kafka gave up transaction {} before its commit ({}); the same ids are in the topic of"
                        + " sightings, and transaction-timeout must be longer than the job was down",
                counted.records() == 1 ? "1 event" : counted.records() + " events",
                topic.topic(),
                counted.transaction().getTransactionalId(),
                cause.getMessage());
    }

    /** Passes everything on, and sees a commit fail. */
    private final class WatchedRequest implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<CountedCommittable> request;

        private WatchedRequest(CommitRequest<CountedCommittable> request) {
            this.request = request;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable().transaction();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            if (isCommitted(getCommittable())) {
                request.signalAlreadyCommitted();
            } else {
                lost(request.getCommittable(), cause);
                request.signalFailedWithKnownReason(cause);
            }
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            if (ExceptionUtils.findThrowable(cause, InvalidPidMappingException.class)
                    .isPresent()) {
                // Kafka has forgotten the transaction's name, so nothing is open: to try again would never end.
                signalFailedWithKnownReason(cause);
            } else {
                request.signalFailedWithUnknownReason(cause); // the job starts anew and commits again
            }
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable transaction) {
            request.updateAndRetryLater(
                    new CountedCommittable(transaction, request.getCommittable().records()));
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
