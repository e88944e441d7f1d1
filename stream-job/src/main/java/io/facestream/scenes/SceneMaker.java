package io.facestream.scenes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.detect.FaceBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Turns a plan of passages into a video and its truth, by the scene script (Python with Pillow, and {@code ffmpeg}). */
final class SceneMaker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_MINUTES = 10;

    private final Path script;

    SceneMaker(Path script) {
        this.script = script;
    }

    /** Writes {@code name.json}, {@code name.mp4} and {@code name.gt.jsonl}, unless they are there and were made by the same plan. */
    void make(Path folder, String name, ScenePlan plan) throws IOException, InterruptedException {
        Path spec = folder.resolve(name + ".json");
        Path video = folder.resolve(name + ".mp4");
        Path truth = folder.resolve(name + ".gt.jsonl");
        String wanted = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(toSpec(plan));
        if (Files.exists(spec) && Files.readString(spec).equals(wanted) && Files.exists(video) && Files.exists(truth)) {
            return;
        }
        Files.createDirectories(folder);
        Files.deleteIfExists(spec);
        Path draft = Files.writeString(folder.resolve(name + ".draft.json"), wanted);
        run(draft, video, truth);
        Files.move(draft, spec, StandardCopyOption.REPLACE_EXISTING);
    }

    private void run(Path spec, Path video, Path truth) throws IOException, InterruptedException {
        Path log = spec.resolveSibling(video.getFileName() + ".log");
        String python = System.getProperty("facestream.python", "/usr/bin/python3");
        List<String> command = List.of(python, script.toString(), spec.toString(), video.toString(), truth.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(script + ": still running after " + LIMIT_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    script + ": exit code " + process.exitValue() + " (expected: 0; needs ffmpeg and python3-pil): "
                            + Files.readString(log).strip());
        }
        Files.deleteIfExists(log);
    }

    private static ObjectNode toSpec(ScenePlan plan) {
        ObjectNode spec = JSON.createObjectNode();
        spec.put("w", ScenePlan.WIDTH).put("h", ScenePlan.HEIGHT).put("fps", ScenePlan.FRAMES_A_SECOND);
        spec.put("dur", plan.seconds()).put("noise", ScenePlan.NOISE).put("blur", ScenePlan.BLUR);
        ArrayNode actors = spec.putArray("actors");
        plan.actors().forEach(actor -> actors.add(toSpec(actor)));
        return spec;
    }

    private static ObjectNode toSpec(Actor actor) {
        ObjectNode spec = JSON.createObjectNode();
        FaceBox box = actor.photo().box();
        spec.put("id", actor.enrolled() ? actor.photo().person() : null);
        spec.put("photo", actor.photo().file().toString());
        spec.set("crop", JSON.valueToTree(actor.photo().cut()));
        spec.set("box", JSON.valueToTree(new float[] {box.x(), box.y(), box.width(), box.height()}));
        spec.set("lm", JSON.valueToTree(actor.photo().landmarks().xy()));
        spec.put("t0", actor.fromSeconds()).put("t1", actor.toSeconds());
        spec.putArray("from").add(actor.from().x()).add(actor.from().y());
        spec.putArray("to").add(actor.to().x()).add(actor.to().y());
        spec.put("s0", actor.fromScale()).put("s1", actor.toScale());
        return spec;
    }
}
