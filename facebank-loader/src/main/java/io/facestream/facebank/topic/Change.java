package io.facestream.facebank.topic;

import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.RemovalRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The rows of a change before its version is known. */
final class Change {
    private final List<LongFunction<FacebankRow>> rows = new ArrayList<>();
    private final Ending ending;
    private int written;
    private int removed;
    private int people;

    /**
     * What the commit record will say.
     *
     * @param contentSha256 of the facebank after the change
     */
    record Ending(
            Action action,
            String author,
            long atMillis,
            String contentSha256,
            String modelId,
            String modelName,
            int templates,
            int people,
            String note,
            String topicId) {}

    Change(Ending ending) {
        this.ending = ending;
    }

    void template(FacebankRecord record, PersonKey key) {
        written++;
        rows.add(version -> OpenedFacebank.seal(record, version, key));
    }

    void removal(TemplateRow row) {
        removed++;
        rows.add(version -> new RemovalRow(row.templateId(), row.modelId(), row.personId(), version));
    }

    void person(String personId, PersonDetails details, boolean ignored, PersonKey key) {
        people++;
        rows.add(version -> details.row(personId, ignored, version, key));
    }

    void erased(String personId) {
        people++;
        rows.add(version -> RowJson.erased(personId, version));
    }

    void settings(double fpir, double margin) {
        rows.add(version -> new SettingsRow(fpir, margin, version));
    }

    List<LongFunction<FacebankRow>> rows() {
        return rows;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int written() {
        return written;
    }

    int removed() {
        return removed;
    }

    int people() {
        return people;
    }

    private String detail() {
        String counts = TopicChange.counts(written, removed, people);
        return ending.note().isEmpty() ? counts : ending.note() + ": " + counts;
    }

    CommitRow commit(FacebankVersion version) {
        return new CommitRow(
                version.toString(),
                version.number(),
                ending.author(),
                ending.atMillis(),
                ending.action(),
                ending.contentSha256(),
                ending.modelId(),
                ending.modelName(),
                ending.templates(),
                ending.people(),
                detail(),
                ending.topicId());
    }
}
