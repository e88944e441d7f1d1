package io.facestream.bench;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What something cost.
 *
 * @param cpuSeconds of the whole process: all threads, the compiler's and the collector's included
 */
record Cost(double cpuSeconds, double wallSeconds) {
    /** Something that is measured. */
    interface Work {
        void run() throws Exception;
    }

    static Cost of(Work work) throws Exception {
        double cpu = processCpuSeconds();
        long wall = System.nanoTime();
        work.run();
        return new Cost(processCpuSeconds() - cpu, (System.nanoTime() - wall) / 1e9);
    }

    Cost minus(Cost other) {
        return new Cost(cpuSeconds - other.cpuSeconds, wallSeconds - other.wallSeconds);
    }

    /** CPU time of the whole process so far. */
    static double processCpuSeconds() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
