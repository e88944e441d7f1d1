/**
 * The facebank on its way into the job, and in its state. {@link io.facestream.job.facebank.FacebankInput} says where it comes from: a
 * folder, a file or a topic. {@link io.facestream.job.facebank.FacebankSource} reads a {@link io.facestream.job.facebank.FacebankFeed} on a
 * thread of its own and sends changes in parts; the part that commits makes a version visible.
 * {@link io.facestream.job.facebank.BankLedger} merges them into broadcast state: the last version wins, whatever the order. Templates of a
 * topic are sealed there; a {@link io.facestream.job.facebank.VectorOpener} opens them for the index only. Settings: {@code facebank},
 * {@code facebank-key}. How long a change takes is measured by {@code ./facestream bench G10}.
 */
@NullMarked
package io.facestream.job.facebank;

import org.jspecify.annotations.NullMarked;
