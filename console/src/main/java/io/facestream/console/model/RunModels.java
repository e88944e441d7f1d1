package io.facestream.console.model;

import io.facestream.cli.console.Watched;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of the run that is shown: its own, and the one that it tries beside it. Each is opened when it is first needed. Thread-safe. */
public final class RunModels {
    private static final int SHOWN_DIGITS = 12;

    private final ModelChoice choice;
    private final Optional<ModelChoice> shadowChoice;
    private @Nullable ModelPack own;
    private @Nullable ModelPack shadow;

    /** @param shadow the model beside the run's own; empty for none */
    public RunModels(ModelChoice own, Optional<String> shadow) {
        this.choice = own;
        this.shadowChoice = shadow.map(own::embeddingBy);
    }

    public static RunModels of(Watched watched) {
        return new RunModels(new ModelChoice(watched.model().map(Path::toString).orElse("")), watched.shadowModel());
    }

    /** The run's own, which also finds the faces for the other one. */
    public synchronized ModelPack own() {
        ModelPack open = own;
        if (open == null) {
            open = choice.open();
            own = open;
        }
        return open;
    }

    private synchronized Optional<ModelPack> shadow() {
        if (shadow == null && shadowChoice.isPresent()) {
            shadow = shadowChoice.get().open();
        }
        return Optional.ofNullable(shadow);
    }

    /** The one of the two that is not this; empty where there is but one. */
    public Optional<ModelPack> besides(ModelPack pack) {
        return idOf(pack).equals(idOf(own())) ? shadow() : Optional.of(own());
    }

    /** Whichever of the two has this SHA-256. */
    public Optional<ModelPack> of(String modelId) {
        return idOf(own()).equals(modelId)
                ? Optional.of(own())
                : shadow().filter(pack -> idOf(pack).equals(modelId));
    }

    /**
     * The model in force of a facebank.
     *
     * @param modelId that the facebank names; empty where it leaves that to the run
     * @param modelName what the facebank calls it; empty where it does not say
     * @param place where the facebank is
     */
    public ChosenModel inForce(String modelId, String modelName, String place) {
        if (modelId.isEmpty()) {
            return new ChosenModel(own(), "");
        }
        return of(modelId)
                .map(pack -> new ChosenModel(pack, ""))
                .orElseGet(() -> new ChosenModel(own(), missing(modelId, modelName, place)));
    }

    private String missing(String modelId, String modelName, String place) {
        String here = named(own()) + shadow().map(pack -> " and " + named(pack)).orElse("");
        String wanted = (modelName.isEmpty() ? "the one" : modelName) + " with SHA-256 " + shown(modelId);
        return "model: " + here + " (expected: " + wanted + ", which is in force in " + place
                + "; start with --shadow-model and its file or folder, or with it as --model)";
    }

    private static String named(ModelPack pack) {
        ModelCard card = pack.embedding().card();
        return card.id() + " with SHA-256 " + shown(card.sha256());
    }

    private static String idOf(ModelPack pack) {
        return pack.embedding().card().sha256();
    }

    /** Enough of it to tell models apart, and to find it in the output of {@code sha256sum}. */
    private static String shown(String sha256) {
        return sha256.length() > SHOWN_DIGITS ? sha256.substring(0, SHOWN_DIGITS) + "..." : sha256;
    }
}
