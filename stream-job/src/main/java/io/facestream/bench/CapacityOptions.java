package io.facestream.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a plan is made for.
 *
 * @param costs folder with what was measured
 * @param visitsAnHour past each camera
 * @param coreHour price of a core for an hour
 * @param report the page whose tables are written; empty for none
 */
public record CapacityOptions(Path costs, double visitsAnHour, double coreHour, Optional<Path> report) {
    public CapacityOptions {
        if (!(coreHour > 0)) {
            throw new IllegalArgumentException("core-hour: " + coreHour + " (expected: above 0, such as 0.04)");
        }
    }
}
