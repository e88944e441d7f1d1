package io.facestream.job.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A transaction that waits for its commit, and how many records are in it: so many are lost if it is refused. */
record CountedCommittable(KafkaCommittable transaction, long records) {

    /** Writes the number of records, the transaction codec's version and what it wrote. */
    record Codec(SimpleVersionedSerializer<KafkaCommittable> transactions)
            implements SimpleVersionedSerializer<CountedCommittable> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(CountedCommittable counted) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeLong(counted.records());
                out.writeInt(transactions.getVersion());
                out.write(transactions.serialize(counted.transaction()));
            }
            return bytes.toByteArray();
        }

        @Override
        public CountedCommittable deserialize(int version, byte[] bytes) throws IOException {
            if (version != getVersion()) {
                throw new IOException("committable: version " + version + " (expected: " + getVersion() + ")");
            }
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                long records = in.readLong();
                int transactionVersion = in.readInt();
                return new CountedCommittable(transactions.deserialize(transactionVersion, in.readAllBytes()), records);
            }
        }
    }
}
