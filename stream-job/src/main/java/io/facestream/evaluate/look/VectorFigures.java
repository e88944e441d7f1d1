package io.facestream.evaluate.look;

import io.facestream.evaluate.look.AllPairs.Measure;
import io.facestream.vision.plot.MapPlot;
import io.facestream.vision.plot.StripPlot;
import io.facestream.vision.plot.layout.Neighbours;
import io.facestream.vision.plot.layout.PrincipalAxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** What is drawn of embeddings. */
public final class VectorFigures {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 380;
    private static final int STRIP_HEIGHT = 340;

    private final LabelledVectors labelled;
    private final AllPairs[] raw;

    public VectorFigures(LabelledVectors labelled) {
        this.labelled = labelled;
        this.raw = AllPairs.of(labelled, labelled.vectors());
    }

    /** The cosines of all pairs; empty if there are only pairs of one kind. */
    public Optional<ScoreFigures> verification() {
        AllPairs cosines = raw[Measure.COSINE.ordinal()];
        return cosines.hasBoth() ? Optional.of(new ScoreFigures("cosine", cosines.scores())) : Optional.empty();
    }

    /** A strip for each measure, of the vectors as they are and normalised by column; none if there are only pairs of one kind. */
    public List<NamedFigure> strips() {
        List<NamedFigure> figures = new ArrayList<>();
        if (!raw[0].hasBoth()) {
            return figures;
        }
        AllPairs[] normalised = AllPairs.of(labelled, AllPairs.normalisedByColumn(labelled.vectors()));
        for (Measure measure : Measure.values()) {
            String name = "strip-" + measure.name().toLowerCase(Locale.ROOT);
            figures.add(strip(name, measure.heading(), measure, raw[measure.ordinal()]));
            figures.add(strip(
                    name + "-by-column",
                    measure.heading() + ", normalised by column",
                    measure,
                    normalised[measure.ordinal()]));
        }
        return figures;
    }

    private static NamedFigure strip(String name, String title, Measure measure, AllPairs pairs) {
        return new NamedFigure(
                name,
                StripPlot.of(title, measure.text(), pairs.same(), pairs.different())
                        .size(WIDTH, STRIP_HEIGHT)
                        .figure());
    }

    /** Both projections onto a plane, of the vectors at length 1, as the product compares them; and of them normalised by column. */
    public List<NamedFigure> maps(long seed, DoubleConsumer progress) {
        float[][] unit = AllPairs.normalisedByRow(labelled.vectors());
        double[][] neighbours = Neighbours.of(unit, seed, progress);
        return List.of(
                map("tsne", "t-SNE: near neighbours stay near", neighbours),
                principal("pca", "PCA", unit),
                principal("pca-by-column", "PCA by column", AllPairs.normalisedByColumn(labelled.vectors())));
    }

    private NamedFigure principal(String name, String title, float[][] vectors) {
        PrincipalAxes axes = PrincipalAxes.of(vectors);
        return map(
                name,
                String.format(
                        Locale.ROOT, "%s: %.0f %% of the variance", title, 100 * (axes.shares()[0] + axes.shares()[1])),
                axes.points());
    }

    private NamedFigure map(String name, String title, double[][] points) {
        return new NamedFigure(
                name,
                MapPlot.of(title, points, labelled.labels(), labelled.names())
                        .size(WIDTH, HEIGHT)
                        .figure());
    }
}
