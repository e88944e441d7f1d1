/**
 * {@link io.facestream.job.sink.JsonLinesSink} appends lines to a file exactly once: with the checkpoint that covers them.
 */
@NullMarked
package io.facestream.job.sink;

import org.jspecify.annotations.NullMarked;
