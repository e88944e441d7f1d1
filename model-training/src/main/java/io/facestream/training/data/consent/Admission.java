package io.facestream.training.data.consent;

import io.facestream.training.data.consent.Sightings.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whose pictures may be learned from.
 *
 * @param listed people of whom a list says that they have consented
 * @param minVisits of people who were seen often enough
 */
record Admission(Sightings sightings, ConsentList listed, int minVisits) {
    static final String NO_CONSENT = "no consent";

    private static final Set<String> DENIALS = Set.of(
            "no",
            "n",
            "false",
            "off",
            "0",
            "none",
            "not given",
            "denied",
            "refused",
            "withdrawn",
            "revoked",
            "unknown",
            "pending",
            "-",
            "?");

    /**
     * Somebody whose pictures may be used.
     *
     * @param consent what is stated
     * @param consentFrom where
     */
    record Admitted(Enrolled person, String consent, String consentFrom, Sighting seen) {}

    /** Those who may, in the given order; the others are counted. */
    List<Admitted> of(List<Enrolled> people, LeftOut leftOut) {
        List<Admitted> admitted = new ArrayList<>();
        for (Enrolled person : people) {
            Optional<String> refusal = refusal(person);
            if (refusal.isPresent()) {
                leftOut.person(refusal.get());
                leftOut.pictures(
                        "of people: " + refusal.get(), person.pictures().size());
            } else if (statesConsent(person.consent())) {
                admitted.add(new Admitted(person, person.consent(), "facebank", seen(person)));
            } else {
                admitted.add(new Admitted(person, "listed", listed.origin(), seen(person)));
            }
        }
        return admitted;
    }

    private Optional<String> refusal(Enrolled person) {
        if (person.refusal().isPresent()) {
            return Optional.of("may not be enrolled");
        }
        if (!statesConsent(person.consent()) && !listed.people().contains(person.personId())) {
            return Optional.of(NO_CONSENT);
        }
        if (sightings.erased().contains(person.personId())) {
            return Optional.of("erased");
        }
        if (person.ignored()) {
            return Optional.of("ignored");
        }
        return seen(person).visits() < minVisits ? Optional.of("not seen often enough") : Optional.empty();
    }

    private Sighting seen(Enrolled person) {
        return sightings.byPerson().getOrDefault(person.personId(), new Sighting(0, ""));
    }

    /** A text such as {@code no}, which YAML gives for the bare word, states the opposite. */
    private static boolean statesConsent(String consent) {
        String text = consent.strip().toLowerCase(Locale.ROOT);
        return !text.isEmpty() && !DENIALS.contains(text);
    }
}
