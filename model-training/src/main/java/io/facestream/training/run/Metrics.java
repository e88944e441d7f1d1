package io.facestream.training.run;

import io.facestream.vision.plot.LossPlot;
import io.facestream.vision.plot.VerificationPlot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's figures as a table with commas: one row a step that was told, and one a validation. */
final class Metrics {
    private static final String HEADER =
            "step,epoch,loss,rate,gradient_norm,images_per_second,loader_share,auc,tar_at_1e-2,tar_at_1e-3,accuracy,threshold";

    /** Tables of earlier versions have no threshold. */
    private static final int LEAST_COLUMNS = HEADER.split(",").length - 1;

    private static final int LOSS = 2;
    private static final int RATE = 3;
    private static final int AUC = 7;
    private static final int ACCURACY = 10;
    private static final int THRESHOLD = 11;

    private final Path file;

    Metrics(Path file) {
        this.file = file;
    }

    /** Begins the table, or drops the rows of steps that are done again after a restart. */
    void begin(long fromStep) throws IOException {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .skip(1)
                    .filter(row -> stepOf(row) <= fromStep)
                    .forEach(rows::add);
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        Files.write(temporary, rows);
        Files.move(
                temporary,
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static long stepOf(String row) {
        try {
            return Long.parseLong(row.substring(0, Math.max(0, row.indexOf(','))));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // the last row was cut by a power failure
        }
    }

    void step(long step, int epoch, double loss, double rate, double norm, double imagesPerSecond, double loaderShare)
            throws IOException {
        append(String.format(
                Locale.ROOT,
                "%d,%d,%.6f,%.8f,%.4f,%.1f,%.4f,,,,,",
                step,
                epoch,
                loss,
                rate,
                norm,
                imagesPerSecond,
                loaderShare));
    }

    void validation(long step, int epoch, double auc, double tar2, double tar3, double accuracy, double threshold)
            throws IOException {
        append(String.format(
                Locale.ROOT, "%d,%d,,,,,,%.6f,%.6f,%.6f,%.6f,%.6f", step, epoch, auc, tar2, tar3, accuracy, threshold));
    }

    /** The steps of the table. */
    List<LossPlot.Step> steps() throws IOException {
        List<LossPlot.Step> steps = new ArrayList<>();
        for (String[] row : rows()) {
            if (!row[LOSS].isEmpty()) {
                steps.add(new LossPlot.Step(
                        Long.parseLong(row[0]), Double.parseDouble(row[LOSS]), Double.parseDouble(row[RATE])));
            }
        }
        return steps;
    }

    /** The validations of the table. */
    List<VerificationPlot.Epoch> epochs() throws IOException {
        List<VerificationPlot.Epoch> epochs = new ArrayList<>();
        for (String[] row : rows()) {
            if (!row[AUC].isEmpty()) {
                epochs.add(new VerificationPlot.Epoch(
                        Integer.parseInt(row[1]),
                        Double.parseDouble(row[AUC]),
                        Double.parseDouble(row[AUC + 1]),
                        Double.parseDouble(row[ACCURACY]),
                        row.length > THRESHOLD ? Double.parseDouble(row[THRESHOLD]) : Double.NaN));
            }
        }
        return epochs;
    }

    private List<String[]> rows() throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(row -> row.split(",", -1))
                .filter(row -> row.length >= LEAST_COLUMNS)
                .toList();
    }

    private void append(String row) throws IOException {
        Files.write(file, (row + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }
}
