package io.facestream.console.people;

import java.util.List;
import java.util.Map;

/** The people of a run of which it was not said where they are kept. */
final class NoPeople implements PeopleStore {
    private static final String NONE_GIVEN =
            "This console was not told where the facebank is; start it with --facebank kafka://TOPIC or a folder.";

    @Override
    public Roster roster(PeopleQuery query) {
        return new Roster(
                "none", "", List.of(), List.of(NONE_GIVEN), "", Roster.Model.NONE, 0, 0, 0, List.of(), List.of());
    }

    @Override
    public Map<String, String> names() {
        return Map.of();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
