/**
 * Models: a file with a card, a loader that distrusts both, and the one class that runs them.
 *
 * <p>Entry point: {@link io.facestream.vision.model.ModelStore#defaultPack()} or
 * {@link io.facestream.vision.model.ModelPack#load(java.nio.file.Path)} gives a pack, and
 * {@link io.facestream.vision.model.InferenceSession#open} runs one of its models:
 *
 * <pre>{@code
 * ModelPack pack = ModelStore.defaultPack();
 * try (var session = InferenceSession.open(pack.embedding(), Device.parse("cpu"))) {
 *     try (Outputs outputs = session.run(directInput, new long[] {1, 3, 112, 112})) {
 *         FloatBuffer values = outputs.values(0);
 *     }
 * }
 * }</pre>
 *
 * <p>Nothing about a model is hard-coded: input size, colour order, mean, scale and thresholds come from its card
 * (<code>model.json</code> beside <code>model.onnx</code>); output names are never relied on. Models are rewritten in memory
 * when they are opened ({@code OnnxPatch}): the batch is made free, PReLU is expanded on the CPU, and the RFB detector is cut
 * before its prior decode. What the rewrites gain is measured in {@code docs/decisions/001-onnxruntime-version.md}.
 */
@NullMarked
package io.facestream.vision.model;

import org.jspecify.annotations.NullMarked;
