package io.facestream.bench;

import io.facestream.job.observe.Observation;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some cameras of a made street, tick after tick; it knows what making them cost. One thread. */
final class MadeCameras {
    private final MadeStreet street;
    private final List<Camera> cameras = new ArrayList<>();
    private long cpuNanos;

    private record Camera(int number, Deque<MadeVisit> toCome, Map<MadeVisit, float[]> present) {}

    MadeCameras(MadeStreet street, List<Integer> numbers) {
        this.street = street;
        for (int number : numbers) {
            cameras.add(new Camera(number, new ArrayDeque<>(street.visits(number)), new LinkedHashMap<>()));
        }
    }

    /** What the cameras show at a tick, one observation each; ticks rise. At the last one they end. */
    List<Observation> at(int tick) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<Observation> shown = new ArrayList<>(cameras.size());
        for (Camera camera : cameras) {
            shown.add(tick < street.ticks() ? at(camera, tick) : street.end(camera.number()));
        }
        cpuNanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return shown;
    }

    private Observation at(Camera camera, int tick) {
        while (!camera.toCome().isEmpty() && camera.toCome().peek().fromTick() <= tick) {
            MadeVisit visit = camera.toCome().remove();
            camera.present().put(visit, street.look(visit));
        }
        camera.present().keySet().removeIf(visit -> visit.toTick() <= tick);
        return street.at(camera.number(), tick, camera.present());
    }

    /** CPU time of this thread that went into making observations. */
    long cpuNanos() {
        return cpuNanos;
    }

    /** The numbers of a part of the street's cameras. */
    static List<Integer> part(MadeStreet street, int part, int of) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = part; i < street.cameras(); i += of) {
            numbers.add(i);
        }
        return numbers;
    }
}
