package io.facestream.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What something cost.
 *
 * @param cpuSeconds of the whole process, the garbage collector's included, the just-in-time compiler's not: a process that runs for days
 *     does not pay that again, and two programs compared in one process would pay each other's
 */
record Cost(double cpuSeconds, double wallSeconds) {
    private static final Path THREADS = Path.of("/proc/self/task");

    /** Linux counts a thread's time in hundredths of a second, whatever the kernel's own clock. */
    private static final double TICKS_A_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** Something that is measured. */
    interface Work {
        void run() throws Exception;
    }

    static Cost of(Work work) throws Exception {
        double cpu = cpuSecondsSoFar();
        long wall = System.nanoTime();
        work.run();
        return new Cost(cpuSecondsSoFar() - cpu, (System.nanoTime() - wall) / 1e9);
    }

    Cost minus(Cost other) {
        return new Cost(cpuSeconds - other.cpuSeconds, wallSeconds - other.wallSeconds);
    }

    /** CPU time of this process so far, without the compiler's where the system tells it (Linux). */
    static double cpuSecondsSoFar() throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9 - compilerSecondsSoFar();
    }

    private static double compilerSecondsSoFar() throws IOException {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        double seconds = 0;
        try (Stream<Path> threads = Files.list(THREADS)) {
            for (Path thread : threads.toList()) {
                seconds += compilerSeconds(thread.resolve("stat"));
            }
        }
        return seconds;
    }

    private static double compilerSeconds(Path stat) {
        try {
            String text = Files.readString(stat);
            String name = text.substring(text.indexOf('(') + 1, text.lastIndexOf(')'));
            if (!name.startsWith("C1 Compiler") && !name.startsWith("C2 Compiler")) {
                return 0;
            }
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_A_SECOND;
        } catch (IOException e) {
            // the thread has ended meanwhile
            return 0;
        }
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
