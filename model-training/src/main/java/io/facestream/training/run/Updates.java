package io.facestream.training.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.facestream.training.head.Head;
import io.facestream.training.net.NetBlock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Temporary: SGD. */
final class Updates {
    private final Map<String, NDArray> params = new LinkedHashMap<>();
    private final Map<String, NDArray> momentum = new LinkedHashMap<>();
    private final TrainingConfig config;
    private final long total;
    private final long warm;

    Updates(TrainingConfig config, NetBlock net, Head head, long stepsAnEpoch, NDManager manager) {
        this.config = config;
        total = stepsAnEpoch * config.epochs();
        warm = stepsAnEpoch;
        net.arrays().forEach((n, a) -> { if (a.hasGradient()) params.put("net/" + n, a); });
        head.arrays().forEach((n, a) -> params.put("head/" + n, a));
        params.forEach((n, a) -> momentum.put(n, manager.zeros(a.getShape())));
    }

    Trainer.Step after(long step, double loss) {
        double base = config.schedule().path("rate").asDouble(0.1);
        double rate = step < warm ? base * (step + 1) / warm : base * 0.5 * (1 + Math.cos(Math.PI * (step - warm) / (double) (total - warm)));
        double wd = config.optimiser().path("weight-decay").asDouble(5e-4);
        double sq = 0;
        for (NDArray a : params.values()) { try (NDArray g = a.getGradient(); NDArray n = g.norm()) { double v = n.getFloat(); sq += v * v; } }
        double norm = Math.sqrt(sq);
        float scale = config.clip() > 0 && norm > config.clip() ? (float) (config.clip() / norm) : 1f;
        params.forEach((name, a) -> {
            try (NDArray g = a.getGradient()) {
                g.muli(scale);
                if (name.endsWith("weight") || name.startsWith("head/")) { try (NDArray d = a.mul((float) wd)) { g.addi(d); } }
                NDArray m = momentum.get(name);
                m.muli(0.9f); m.addi(g);
                try (NDArray u = m.mul(0.9f); NDArray u2 = u.add(g); NDArray u3 = u2.mul((float) rate)) { a.subi(u3); }
                g.muli(0f);
            }
        });
        return new Trainer.Step(loss, norm, rate);
    }

    Map<String, NDArray> state() { return momentum; }
}
