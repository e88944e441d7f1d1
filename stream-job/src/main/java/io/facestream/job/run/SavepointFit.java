package io.facestream.job.run;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** Says whether a job has a place for all that a savepoint holds, before the job is submitted, and in its operators' names. */
public final class SavepointFit {
    private SavepointFit() {}

    /**
     * @param savepoint folder of a checkpoint or savepoint, or its metadata file, as a path or URI
     * @throws IllegalArgumentException when it cannot be read, or holds state of an operator that the job has not
     */
    public static void check(String savepoint, JobGraph job) throws IOException {
        Set<OperatorID> there = new HashSet<>();
        for (JobVertex vertex : job.getVertices()) {
            for (OperatorIDPair ids : vertex.getOperatorIDs()) {
                there.add(ids.getGeneratedOperatorID());
                ids.getUserDefinedOperatorID().ifPresent(there::add);
            }
        }
        Set<String> homeless = new TreeSet<>();
        for (OperatorState state : read(savepoint).getOperatorStates()) {
            if (!there.contains(state.getOperatorID())
                    && state.getStates().stream().anyMatch(OperatorSubtaskState::hasState)) {
                homeless.add(state.getOperatorUid()
                        .or(state::getOperatorName)
                        .orElse(state.getOperatorID().toHexString()));
            }
        }
        if (!homeless.isEmpty()) {
            throw new IllegalArgumentException("from-savepoint: " + savepoint + " holds state of "
                    + String.join(", ", homeless) + ", for which this job has no place (expected: the flags that it was"
                    + " saved with; --allow-non-restored drops that state)");
        }
    }

    private static CheckpointMetadata read(String savepoint) throws IOException {
        Path path = RestoreAge.metadata(savepoint);
        FileSystem files = path.getFileSystem();
        try (DataInputStream in = new DataInputStream(files.open(path))) {
            return Checkpoints.loadCheckpointMetadata(in, SavepointFit.class.getClassLoader(), savepoint);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "from-savepoint: " + path + " cannot be read: "
                            + e.getClass().getSimpleName()
                            + " (expected: a whole savepoint, of this version of Flink or an earlier one)",
                    e);
        }
    }
}
