package io.facestream.facebank.topic;

import static java.util.Objects.requireNonNull;

import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.facebank.crypt.SealedText;
import java.io.Serializable;
import java.util.Locale;

/** What one record of a facebank topic says; the format is described in {@code docs/facebank-topic.md}. */
public sealed interface FacebankRow extends Serializable {
    /**
     * A template that is new or changed.
     *
     * @param personId opaque
     * @param version number of the version that brought it, see {@link FacebankVersion#number()}
     * @param template opens with the person's key
     * @param norm length of the vector before it was normalised
     * @param details picture and quality; they open with the person's key
     */
    record TemplateRow(
            String templateId,
            String modelId,
            String personId,
            long version,
            SealedTemplate template,
            float norm,
            SealedText details)
            implements FacebankRow {
        private static final long serialVersionUID = 1L;

        public TemplateRow {
            requireNonNull(templateId, "templateId");
            requireNonNull(modelId, "modelId");
            requireNonNull(personId, "personId");
            requireNonNull(template, "template");
            requireNonNull(details, "details");
        }

        /** The record's key on the topic. */
        public String key() {
            return templateKey(templateId, modelId);
        }
    }

    /** A template that is gone. */
    record RemovalRow(String templateId, String modelId, String personId, long version) implements FacebankRow {
        private static final long serialVersionUID = 1L;

        public RemovalRow {
            requireNonNull(templateId, "templateId");
            requireNonNull(modelId, "modelId");
            requireNonNull(personId, "personId");
        }

        /** The record's key on the topic. */
        public String key() {
            return templateKey(templateId, modelId);
        }
    }

    /**
     * What holds for a person.
     *
     * @param displayName what people call the person; empty where the person's key is not there
     * @param ignored whether no event and no crop of the person may leave the job
     * @param validUntilMillis epoch milliseconds from which the person may no longer be recognised; {@code Long.MAX_VALUE} for none
     * @param erased whether the person is erased: nothing of theirs counts any more, whatever its version
     * @param details name, grounds of the enrolment and more; they open with the person's key; empty if erased
     */
    record PersonRow(
            String personId,
            String displayName,
            boolean ignored,
            long validUntilMillis,
            long version,
            boolean erased,
            SealedText details)
            implements FacebankRow {
        private static final long serialVersionUID = 1L;

        public PersonRow {
            requireNonNull(personId, "personId");
            requireNonNull(displayName, "displayName");
            requireNonNull(details, "details");
        }

        PersonRow named(String name) {
            return new PersonRow(personId, name, ignored, validUntilMillis, version, erased, details);
        }

        /** Shows no name. */
        @Override
        public String toString() {
            return "PersonRow[personId=" + personId + ", version=" + FacebankVersion.of(version) + ", ignored="
                    + ignored + ", erased=" + erased + "]";
        }
    }

    /**
     * The end of a change: what came before it counts from here on.
     *
     * @param version as events name it, e.g. {@code 1.17}
     * @param number of the version; the higher one is the newer
     * @param atMillis epoch milliseconds of the writer's clock
     * @param contentSha256 over all templates of the model in force after the change, as
     *     {@link io.facestream.facebank.Facebank#contentSha256()}
     * @param modelId of the model in force: jobs search its templates from this version on
     * @param templates of that model after the change
     * @param people who have such templates then
     * @param detail one line on what was changed; it names nobody
     * @param topicId the cluster's own id of the topic when this was written
     */
    record CommitRow(
            String version,
            long number,
            String author,
            long atMillis,
            Action action,
            String contentSha256,
            String modelId,
            String modelName,
            int templates,
            int people,
            String detail,
            String topicId)
            implements FacebankRow {
        private static final long serialVersionUID = 1L;

        public CommitRow {
            requireNonNull(version, "version");
            requireNonNull(author, "author");
            requireNonNull(action, "action");
            requireNonNull(contentSha256, "contentSha256");
            requireNonNull(modelId, "modelId");
            requireNonNull(modelName, "modelName");
            requireNonNull(detail, "detail");
            requireNonNull(topicId, "topicId");
        }
    }

    /**
     * The values by which jobs decide, from this version on.
     *
     * @param fpir target rate of strangers' passages that get a name, 0..1; NaN where each job's own setting holds
     * @param margin least distance of a name's score to the runner-up's; NaN where each job's own setting holds
     */
    record SettingsRow(double fpir, double margin, long version) implements FacebankRow {
        private static final long serialVersionUID = 1L;

        /** Nothing is set. */
        static final SettingsRow NONE = new SettingsRow(Double.NaN, Double.NaN, 0);

        public SettingsRow {
            require(Double.isNaN(fpir) || (fpir > 0 && fpir < 1), "fpir", fpir, "between 0 and 1, such as 0.01");
            require(
                    Double.isNaN(margin) || (margin >= 0 && margin <= 1),
                    "margin",
                    margin,
                    "between 0 and 1, such as 0.05");
        }

        private static void require(boolean holds, String name, double value, String expected) {
            if (!holds) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
            }
        }

        /** Whether the other sets the same values. */
        boolean same(SettingsRow other) {
            return Double.compare(fpir, other.fpir) == 0 && Double.compare(margin, other.margin) == 0;
        }

        /** For people. */
        public String text() {
            return "fpir " + text(fpir) + ", margin " + text(margin);
        }

        private static String text(double value) {
            return Double.isNaN(value) ? "by each job" : String.valueOf(value);
        }
    }

    /**
     * A record that is no row: it counts for nothing.
     *
     * @param reason one line that quotes nothing of the record
     * @param sizeBytes of its value
     * @param sha256 of its value, in hexadecimal digits; empty where there is none
     */
    record RefusedRow(long offset, String reason, long sizeBytes, String sha256) implements FacebankRow {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The topic is not what it was: re-created, or cut off. Everything that follows is the topic from its start, and what it does not
     * name by its next commit with {@link FacebankTopicReader#caughtUp()} is gone.
     */
    record ResetRow(String reason) implements FacebankRow {
        private static final long serialVersionUID = 1L;
    }

    /** What a change did. */
    enum Action {
        PUBLISH,
        REMOVE,
        RENAME,
        ROLLBACK,
        ERASE,
        IGNORE,
        SETTINGS,
        /** Templates of a model that is not in force were written beside the others. */
        REEMBED,
        /** Another model is in force. */
        PROMOTE,
        /** Templates of a model that is not in force were removed. */
        RETIRE;

        /** As the topic says it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static String templateKey(String templateId, String modelId) {
        return templateId + "/" + modelId;
    }
}
