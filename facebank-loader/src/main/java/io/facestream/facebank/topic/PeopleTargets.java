package io.facestream.facebank.topic;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.People.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What changes of people and of their templates lead to.
 *
 * @param current what is on the topic
 */
record PeopleTargets(OpenedFacebank current) {
    /**
     * A facebank in place of what is there, or beside the people whom it does not name.
     *
     * @param made by another model of the same pictures
     */
    Target published(Facebank facebank, Wanted wanted, PublishOptions options, List<FacebankRecord> made) {
        Set<String> given = wanted.people().keySet();
        List<FacebankRecord> records = new ArrayList<>(wanted.records());
        if (options.keepOthers()) {
            current.facebank().records().stream()
                    .filter(record -> !given.contains(record.personId()))
                    .forEach(records::add);
        }
        Facebank after = Facebank.of(1, facebank.modelId(), facebank.modelName(), records);
        return new Target(
                Action.PUBLISH,
                "",
                after,
                new ModelTargets(current).published(after, options, given, made),
                wanted.people(),
                wanted.ignored(),
                row -> !options.keepOthers() || given.contains(row.personId()));
    }

    /** Nobody of these has a template any more, of no model; what is known of them stays. */
    Target removed(Set<String> personIds, String note) {
        Facebank after = without(personIds);
        List<FacebankRecord> beside = new ModelTargets(current)
                .kept(after).stream()
                        .filter(record -> !personIds.contains(record.personId()))
                        .toList();
        return new Target(
                Action.REMOVE, note, after, beside, Map.of(), Set.of(), row -> personIds.contains(row.personId()));
    }

    /** The facebank without these people. */
    Facebank without(Set<String> personIds) {
        return only(record -> !personIds.contains(record.personId()));
    }

    /** One template less, and those that other models have of the same picture. */
    Target templateRemoved(String templateId) {
        FacebankRecord gone = current.facebank().records().stream()
                .filter(record -> record.templateId().equals(templateId))
                .findFirst()
                .orElseThrow(() ->
                        new FacebankException("template: " + templateId + " (expected: one that is on the topic)"));
        Facebank after = only(record -> record != gone);
        return new Target(
                Action.REMOVE,
                "template " + templateId,
                after,
                new ModelTargets(current).kept(after),
                Map.of(),
                Set.of(),
                row -> row.templateId().equals(templateId)
                        || (row.personId().equals(gone.personId())
                                && !row.modelId().equals(after.modelId())));
    }

    /** One person's templates given to another. */
    Target merged(String from, String to) {
        PersonDetails details = details(to);
        return rewritten(
                Action.PUBLISH,
                from + " into " + to,
                record -> record.personId().equals(from) ? People.withPerson(record, to, details) : record,
                Map.of(to, details));
    }

    /** Another display name. */
    Target renamed(String id, String name) {
        PersonDetails details = details(id).named(name, true);
        return rewritten(
                Action.RENAME,
                id,
                record -> record.personId().equals(id) ? People.withPerson(record, id, details) : record,
                Map.of(id, details));
    }

    /** @throws FacebankException if nothing is known of the person */
    PersonDetails details(String id) {
        PersonDetails details = current.people().get(id);
        if (details == null) {
            throw new FacebankException(
                    "person: " + id + " is erased, or its key is not there (expected: somebody who is known)");
        }
        return details;
    }

    private Target rewritten(
            Action action, String note, UnaryOperator<FacebankRecord> as, Map<String, PersonDetails> people) {
        return new Target(
                action,
                note,
                with(current.facebank().records().stream().map(as).toList()),
                current.beside().stream().map(as).toList(),
                people,
                Set.of(),
                row -> false);
    }

    private Facebank only(Predicate<FacebankRecord> kept) {
        return with(current.facebank().records().stream().filter(kept).toList());
    }

    private Facebank with(List<FacebankRecord> records) {
        return Facebank.of(1, current.facebank().modelId(), current.facebank().modelName(), records);
    }
}
