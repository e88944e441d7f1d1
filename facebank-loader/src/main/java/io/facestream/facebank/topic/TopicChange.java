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
        CommitRow commit, boolean made, int templatesWritten, int templatesRemoved, int peopleWritten) {}
