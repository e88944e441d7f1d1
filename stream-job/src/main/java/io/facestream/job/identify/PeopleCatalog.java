package io.facestream.job.identify;

import io.facestream.job.facebank.BankChange;
import io.facestream.job.facebank.BankPerson;
import io.facestream.job.facebank.BankTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A slot's facebank by person, kept up change by change. One thread. */
final class PeopleCatalog {
    private static final Comparator<BankTemplate> BY_ID = Comparator.comparing(BankTemplate::templateId);

    private final Map<String, List<BankTemplate>> templates = new HashMap<>();
    private final Map<String, BankPerson> people = new HashMap<>();
    private final Set<String> ignored = new HashSet<>();
    private final TreeMap<Long, Set<String>> expiries = new TreeMap<>();

    /** Takes a change; gives the people whom it concerns. */
    Set<String> apply(BankChange change) {
        Set<String> touched = new HashSet<>();
        for (BankPerson person : change.people()) {
            touched.add(person.personId());
            people.put(person.personId(), person);
            expire(person.personId(), person.validUntilMillis());
            if (person.ignored() && !person.erased()) {
                ignored.add(person.personId());
            } else {
                ignored.remove(person.personId());
            }
        }
        for (BankTemplate template : change.templates()) {
            touched.add(template.personId());
            expire(template.personId(), template.validUntilMillis());
            List<BankTemplate> own = new ArrayList<>(templates.getOrDefault(template.personId(), List.of()));
            own.removeIf(other -> other.templateId().equals(template.templateId()));
            if (!template.isRemoved()) {
                own.add(template);
                own.sort(BY_ID);
            }
            if (own.isEmpty()) {
                templates.remove(template.personId());
            } else {
                templates.put(template.personId(), List.copyOf(own));
            }
        }
        return touched;
    }

    private void expire(String personId, long validUntilMillis) {
        if (validUntilMillis != Long.MAX_VALUE) {
            expiries.computeIfAbsent(validUntilMillis, when -> new HashSet<>()).add(personId);
        }
    }

    /** The people of whom something has expired by now and had not before. */
    Set<String> expired(long atMillis) {
        Set<String> touched = new HashSet<>();
        Map<Long, Set<String>> due = expiries.headMap(atMillis, true);
        due.values().forEach(touched::addAll);
        due.clear();
        return touched;
    }

    /** When something expires next; {@code Long.MAX_VALUE} for never. */
    long nextExpiryMillis() {
        return expiries.isEmpty() ? Long.MAX_VALUE : expiries.firstKey();
    }

    /** How many people have templates. */
    int size() {
        return templates.size();
    }

    /** Everybody who has templates. */
    Set<String> everybody() {
        return templates.keySet();
    }

    /** A person's templates that may be used now, by id. */
    List<BankTemplate> usable(String personId, long atMillis) {
        BankPerson person = people.get(personId);
        if (person != null && (person.erased() || person.validUntilMillis() <= atMillis)) {
            return List.of();
        }
        List<BankTemplate> own = templates.getOrDefault(personId, List.of());
        for (BankTemplate template : own) {
            if (template.validUntilMillis() <= atMillis) {
                return own.stream()
                        .filter(each -> each.validUntilMillis() > atMillis)
                        .toList();
            }
        }
        return own;
    }

    Set<String> ignored() {
        return Set.copyOf(ignored);
    }
}
