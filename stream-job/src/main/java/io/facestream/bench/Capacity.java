package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.ReportCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Calculates what many cameras and many people need, and writes the tables and pictures of a page. It measures nothing. */
final class Capacity implements Measurement {
    private static final double LOAD = 0.7;

    private final CapacityOptions options;

    Capacity(CapacityOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "capacity";
    }

    @Override
    public String about() {
        return "calculated, not measured: what 10 to 100,000 cameras and 1,000 to 100,000,000 people need";
    }

    @Override
    public boolean hasGoal() {
        return false;
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        MeasuredCosts costs = MeasuredCosts.read(options.costs());
        CapacityPlan plan = new CapacityPlan(costs, options.visitsAnHour(), LOAD);
        CapacityPage page = new CapacityPage(plan, options.coreHour());
        MeasuredTables measured = new MeasuredTables(options.costs());
        workplace.say(page.measured());
        workplace.say(measured.streets());
        workplace.say(measured.gallery());
        workplace.say(measured.coarse());
        workplace.say(page.cameras());
        workplace.say(page.people());
        Optional<Path> report = options.report();
        if (report.isPresent()) {
            write(report.get(), measured, page, plan);
        }
        figures.put("visitsAnHour", options.visitsAnHour()).put("coreHour", options.coreHour());
        return true;
    }

    private static void write(Path report, MeasuredTables measured, CapacityPage page, CapacityPlan plan)
            throws IOException {
        new ReportCard(report, "measured").write(page.measured());
        new ReportCard(report, "streets").write(measured.streets());
        new ReportCard(report, "gallery").write(measured.gallery());
        new ReportCard(report, "coarse").write(measured.coarse());
        new ReportCard(report, "cameras").write(page.cameras());
        new ReportCard(report, "people").write(page.people());
        Path figures = report.toAbsolutePath().resolveSibling("figures");
        CapacityFigures.cores(plan).write(figures.resolve("scale-cores.svg"));
        CapacityFigures.match(plan.costs()).write(figures.resolve("scale-match.svg"));
    }
}
