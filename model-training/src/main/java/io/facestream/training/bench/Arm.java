package io.facestream.training.bench;

import io.facestream.training.data.Batch;
import io.facestream.training.run.BareSteps;

/** One side of a comparison: learns the task. One thread. */
interface Arm extends AutoCloseable {
    /** The sides. */
    enum Kind {
        FACESTREAM,
        /** The yardstick: the loop that DJL's documentation has, with DJL's blocks and optimiser. */
        DJL;

        Arm open(Task task) {
            return this == DJL ? new DjlArm(task) : new OwnArm(task);
        }
    }

    /** Learns from a batch; gives its loss before. */
    double step(Batch batch);

    /** Embeddings of a batch as in use, row by row. */
    float[] embed(Batch batch);

    @Override
    void close();

    /** A run's step. */
    final class OwnArm implements Arm {
        private final BareSteps steps;

        private OwnArm(Task task) {
            steps = new BareSteps(task.config(), task.layer(), task.weights(), task.classes());
        }

        @Override
        public double step(Batch batch) {
            return steps.step(batch, Task.RATE);
        }

        @Override
        public float[] embed(Batch batch) {
            var parent = steps.net().arrays().values().iterator().next().getManager();
            try (var manager = parent.newSubManager()) {
                return steps.net().embed(DjlArm.pictures(batch, manager)).toFloatArray();
            }
        }

        @Override
        public void close() {
            steps.close();
        }
    }
}
