package io.facestream.facebank.topic;

import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.RefusedRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Folds the history version by version and compares each content with the hash that its commit record states.
 *
 * @param versions how many there are
 * @param unchecked how many hold templates of somebody who was erased since, which nobody can open any more
 * @param problems a line for each thing that is not as it must be
 */
public record HistoryCheck(int versions, int unchecked, List<String> problems) {
    public HistoryCheck {
        problems = List.copyOf(problems);
    }

    /** @param progress is told how many versions are done, of how many */
    public static HistoryCheck of(
            String topic, Map<String, String> client, MasterKey master, BiConsumer<Integer, Integer> progress) {
        return KafkaFailures.of(topic, client).during(() -> {
            try (PersonKeys keys = PersonKeys.open(topic, client, master);
                    TopicHistory history = TopicHistory.open(topic, client)) {
                return check(history.rows(), keys, progress);
            }
        });
    }

    private static HistoryCheck check(List<FacebankRow> rows, PersonKeys keys, BiConsumer<Integer, Integer> progress) {
        Set<String> erased = new HashSet<>();
        int versions = 0;
        for (FacebankRow row : rows) {
            if (row instanceof PersonRow person && person.erased()) {
                erased.add(person.personId());
            }
            versions += row instanceof CommitRow ? 1 : 0;
        }
        FacebankView view = new FacebankView();
        List<String> problems = new ArrayList<>();
        int done = 0;
        int unchecked = 0;
        for (FacebankRow row : rows) {
            view.apply(row);
            if (row instanceof RefusedRow refused) {
                problems.add("history, offset " + refused.offset() + ": " + refused.reason());
            }
            if (row instanceof CommitRow commit) {
                progress.accept(++done, versions);
                boolean open =
                        view.templates().stream().map(TemplateRow::personId).noneMatch(erased::contains);
                if (!open) {
                    unchecked++;
                    continue;
                }
                problems.addAll(problems(commit, OpenedFacebank.of(view, keys, erased)));
            }
        }
        return new HistoryCheck(versions, unchecked, problems);
    }

    private static List<String> problems(CommitRow commit, OpenedFacebank content) {
        List<String> problems = new ArrayList<>();
        String found = content.facebank().contentSha256();
        content.problems().forEach(problem -> problems.add("version " + commit.version() + ": " + problem));
        if (!found.equals(commit.contentSha256())) {
            problems.add("version " + commit.version() + ": content hash " + found + " (expected: "
                    + commit.contentSha256() + ")");
        }
        return problems;
    }
}
