package io.facestream.facebank.topic;

import io.facestream.facebank.topic.FacebankRow.CommitRow;

/**
 * What came of a change.
 *
 * @param commit of the change; where nothing had to be changed, of the one before
 * @param made whether anything was written
 * @param templatesWritten new or changed
 * @param templatesRemoved gone
 * @param peopleWritten new or changed
 */
public record TopicChange(
        CommitRow commit, boolean made, int templatesWritten, int templatesRemoved, int peopleWritten) {

    /** What was written, in words. */
    public String written() {
        return counts(templatesWritten, templatesRemoved, peopleWritten);
    }

    static String counts(int templates, int removed, int people) {
        return templates(templates) + " written, " + removed + " removed, " + people(people) + " written";
    }

    /** So many templates, in words. */
    public static String templates(int count) {
        return count == 1 ? "1 template" : count + " templates";
    }

    /** So many people, in words. */
    public static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }
}
