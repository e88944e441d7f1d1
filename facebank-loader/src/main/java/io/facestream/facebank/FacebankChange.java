package io.facestream.facebank;

import java.util.List;

/**
 * The step from one version of a facebank to the next. Applying it twice does no harm.
 *
 * @param number of the version after the change
 * @param version name of the version after the change
 * @param upserts records to add, or to put in the place of those with the same template id
 * @param removals template ids to remove
 */
public record FacebankChange(long number, String version, List<FacebankRecord> upserts, List<String> removals) {
    public FacebankChange {
        upserts = List.copyOf(upserts);
        removals = List.copyOf(removals);
    }

    public boolean isEmpty() {
        return upserts.isEmpty() && removals.isEmpty();
    }
}
