package io.facestream.training.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.facestream.training.head.Head;
import io.facestream.training.net.NetBlock;
import io.facestream.training.optimise.Gradients;
import io.facestream.training.optimise.Optimiser;
import io.facestream.training.optimise.OptimiserSpec;
import io.facestream.training.optimise.Schedule;
import io.facestream.training.optimise.Trained;
import java.util.List;
import java.util.Map;

/** What becomes of gradients: they are gathered over some batches, scaled down where they are too long, and move the tensors. */
final class Updates implements AutoCloseable {
    private final Schedule schedule;
    private final Gradients gradients;
    private final Optimiser optimiser;
    private final long stepsAnEpoch;
    private final int epochs;
    private final int accumulate;
    private final double clip;

    Updates(TrainingConfig config, NetBlock net, Head head, long stepsAnEpoch, NDManager manager) {
        OptimiserSpec spec = OptimiserSpec.of(config.optimiserSettings());
        List<Trained> tensors = spec.groups().of(net.layer(), net.arrays(), head);
        this.schedule = Schedule.of(config.scheduleSettings());
        this.gradients = new Gradients(tensors, manager);
        this.optimiser = spec.create(tensors, manager);
        this.accumulate = config.accumulate();
        this.stepsAnEpoch = stepsAnEpoch;
        this.epochs = config.epochs();
        this.clip = config.clip();
    }

    /** Which update a step belongs to. */
    long updateOf(long step) {
        return step / accumulate;
    }

    /** Uses the gradients of a step, if it is the last of those that are gathered. A length that is no number moves nothing. */
    Trainer.Step after(long step, double loss) {
        if ((step + 1) % accumulate != 0) {
            return new Trainer.Step(loss, Double.NaN, Double.NaN);
        }
        if (accumulate > 1) {
            gradients.scale(1.0 / accumulate);
        }
        return move(loss, schedule.at(step, stepsAnEpoch, epochs));
    }

    /** Uses the gradients that are there, at a rate of its own. */
    Trainer.Step move(double loss, double rate) {
        double norm = gradients.norm();
        if (!Double.isFinite(norm)) {
            return new Trainer.Step(loss, Double.POSITIVE_INFINITY, rate);
        }
        if (clip > 0 && norm > clip) {
            gradients.scale(clip / norm);
        }
        optimiser.step(rate);
        return new Trainer.Step(loss, norm, rate);
    }

    Map<String, NDArray> state() {
        return optimiser.state();
    }

    @Override
    public void close() {
        optimiser.close();
        gradients.close();
    }
}
