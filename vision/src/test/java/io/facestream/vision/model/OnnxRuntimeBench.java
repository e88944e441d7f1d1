package io.facestream.vision.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.facestream.vision.embed.LfwCrops;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Measures versions of ONNX Runtime against each other: the default embedding as published and with both exact rewrites of PReLU,
 * and the detector at 640 x 480, CPU milliseconds a run, one thread. Each version runs in its own JVM; the rounds are interleaved,
 * so that what else the machine does hits all of them alike. Arguments: rounds, then versions, whose jars lie in the local Maven
 * repository.
 */
final class OnnxRuntimeBench {
    private static final PrintStream OUT = System.out;

    private OnnxRuntimeBench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("--child")) {
            child();
            return;
        }
        int rounds = Integer.parseInt(arguments[0]);
        List<String> versions = List.of(arguments).subList(1, arguments.length);
        Map<String, Process> children = new LinkedHashMap<>();
        for (String version : versions) {
            children.put(version, start(version));
        }
        Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String version : versions) {
                ask(children.get(version))
                        .forEach((subject, millis) -> figures.computeIfAbsent(subject, s -> new LinkedHashMap<>())
                                .computeIfAbsent(version, v -> new ArrayList<>())
                                .add(millis));
            }
        }
        for (Process child : children.values()) {
            child.getOutputStream().close();
            child.waitFor(10, TimeUnit.SECONDS);
        }
        print(versions, figures);
    }

    private static void print(List<String> versions, Map<String, Map<String, List<Double>>> figures) {
        OUT.println("CPU ms a run, median (best) | " + String.join(" | ", versions));
        figures.forEach((subject, byVersion) -> OUT.println(subject + " | "
                + versions.stream()
                        .map(version -> byVersion.get(version).stream().sorted().toList())
                        .map(sorted -> "%.2f (%.2f)".formatted(sorted.get(sorted.size() / 2), sorted.get(0)))
                        .collect(Collectors.joining(" | "))));
    }

    private static Process start(String version) throws IOException {
        String home = System.getProperty("user.home") + "/.m2/repository/com/microsoft/onnxruntime/onnxruntime/";
        String jar = home + version + "/onnxruntime-" + version + ".jar";
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("com/microsoft/onnxruntime"))
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        "java",
                        "-Dfacestream.root=" + System.getProperty("facestream.root", ""),
                        "-cp",
                        jar + File.pathSeparator + classPath,
                        OnnxRuntimeBench.class.getName(),
                        "--child")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** One round in a child: it answers a line a subject and then an empty one. */
    private static Map<String, Double> ask(Process child) throws IOException {
        child.getOutputStream().write('\n');
        child.getOutputStream().flush();
        BufferedReader reader = child.inputReader();
        Map<String, Double> answer = new LinkedHashMap<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            String[] parts = line.split("\t");
            answer.put(parts[0], Double.valueOf(parts[1]));
        }
        return answer;
    }

    private static void child() throws Exception {
        Map<String, Subject> subjects = subjects();
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        while (reader.readLine() != null) {
            for (Map.Entry<String, Subject> subject : subjects.entrySet()) {
                OUT.println(subject.getKey() + "\t" + subject.getValue().round());
            }
            OUT.println();
            OUT.flush();
        }
    }

    private static Map<String, Subject> subjects() throws Exception {
        ModelPack pack = ModelStore.defaultPack();
        byte[] embedding = Files.readAllBytes(pack.embedding().file());
        byte[] detector = Files.readAllBytes(pack.detection().file());
        FloatBuffer faces = faces(pack.embedding().card(), 8);
        Map<String, Subject> subjects = new LinkedHashMap<>();
        subjects.put("embedding as published", new Subject(embedding, faces, 1, 3, 112, 112));
        subjects.put(
                "embedding, PReLU by Relu, Mul, Add",
                new Subject(PReluAsArithmetic.rewrite(embedding), faces, 1, 3, 112, 112));
        byte[] convolutions = OnnxPatch.rewrite(pack.embedding(), embedding, true);
        subjects.put(
                "embedding, PReLU by two depthwise convolutions", new Subject(convolutions, faces, 1, 3, 112, 112));
        subjects.put("the same, batch 4, a face", new Subject(convolutions, faces, 4, 3, 112, 112));
        subjects.put("the same, batch 8, a face", new Subject(convolutions, faces, 8, 3, 112, 112));
        byte[] cut = OnnxPatch.rewrite(pack.detection(), detector, true);
        subjects.put("detector 320x240", new Subject(cut, faces, 1, 3, 240, 320));
        subjects.put("detector 640x480", new Subject(cut, noise(3 * 640 * 480), 1, 3, 480, 640));
        return subjects;
    }

    private static FloatBuffer faces(ModelCard card, int count) {
        FloatBuffer buffer = direct(count * 3 * 112 * 112);
        for (Path file : LfwCrops.first(count)) {
            byte[] crop = LfwCrops.read(file);
            for (int channel = 0; channel < 3; channel++) {
                for (int pixel = 0; pixel < 112 * 112; pixel++) {
                    buffer.put(
                            ((crop[3 * pixel + channel] & 0xff) - card.input().mean(channel))
                                    * card.input().scale(channel));
                }
            }
        }
        return buffer.clear();
    }

    private static FloatBuffer noise(int count) {
        FloatBuffer buffer = direct(count);
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < count; i++) {
            buffer.put(random.nextFloat() * 2 - 1);
        }
        return buffer.clear();
    }

    private static FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(4 * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** One model with its input. */
    private static final class Subject {
        private final OrtSession session;
        private final OnnxTensor input;
        private final int batch;

        Subject(byte[] model, FloatBuffer values, long... shape) throws Exception {
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = OrtEnvironment.getEnvironment().createSession(model, options);
            int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.slice(0, count), shape);
            batch = (int) shape[0];
            for (int i = 0; i < 5; i++) {
                run();
            }
        }

        private void run() throws Exception {
            session.run(Map.of(session.getInputNames().iterator().next(), input))
                    .close();
        }

        /** CPU milliseconds an item, mean of some 100 ms. */
        double round() throws Exception {
            var threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            int runs = 0;
            long spent = 0;
            while (spent < 100_000_000L) {
                run();
                runs++;
                spent = threads.getCurrentThreadCpuTime() - start;
            }
            return spent / 1e6 / runs / batch;
        }
    }
}
