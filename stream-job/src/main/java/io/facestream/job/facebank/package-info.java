/**
 * The facebank on its way into the job: {@link io.facestream.job.facebank.FacebankSource} reads a
 * {@link io.facestream.job.facebank.FacebankFeed} on a thread of its own and sends changes in parts; the part that commits makes a version
 * visible. After a restart a full snapshot of a new generation is sent, and what it does not name goes.
 */
@NullMarked
package io.facestream.job.facebank;

import org.jspecify.annotations.NullMarked;
