/**
 * The facebank on Kafka: a compacted topic of one partition, its history, and the people's keys. The format is described in
 * {@code docs/facebank-topic.md}.
 *
 * <pre>{@code
 * MasterKey master = MasterKey.require(file);
 * try (FacebankTopicWriter writer = FacebankTopicWriter.open("facebank", client, master, "ann")) {
 *     writer.publish(facebank, PublishOptions.exact());
 * }
 * FacebankView view = new FacebankView();
 * try (PersonKeys keys = PersonKeys.open("facebank", client, master);
 *         FacebankTopicReader reader = FacebankTopicReader.open("facebank", client, keys)) {
 *     while (!reader.caughtUp()) {
 *         reader.poll(Duration.ofMillis(200)).forEach(view::apply);
 *     }
 * }
 * }</pre>
 *
 * <h2>Versions</h2>
 *
 * A version is the offset of the commit record that ends a change, and the topic's epoch before it ({@code 1.17}). Every row carries the
 * version that it belongs to, and of two rows with the same key the one of the later version holds, in whatever order they arrive
 * ({@link io.facestream.facebank.topic.FacebankView}). A removal is a row as well.
 *
 * <h2>One writer</h2>
 *
 * A change is one Kafka transaction over the three topics: a reader sees all of it or nothing. Writers share a transactional id: a second
 * one fences the first, whose change then fails as a whole.
 */
@NullMarked
package io.facestream.facebank.topic;

import org.jspecify.annotations.NullMarked;
