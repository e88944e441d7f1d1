/**
 * The log of use: what the job was used for, as a chain of entries a camera that cannot be changed without being seen. An entry says that a
 * camera's use began or ended, which facebank its faces were held against, which input led to a match, or what a person made of a match. It
 * holds ids only: no picture, no vector, no name but the reviewer's.
 *
 * <p>{@link io.facestream.job.uselog.UseFacts} says which facts of a job are entries; {@link io.facestream.job.visit.VisitFunction} tells
 * them in their order, {@link io.facestream.job.uselog.UseLogFunction} chains them on keyed state, and they go out as events do: once, with
 * the checkpoint, to the topic {@code use-log} and to {@code use-log.jsonl}. {@link io.facestream.job.uselog.UseLog} reads a log and adds
 * reviews to it, {@link io.facestream.job.uselog.ChainCheck} finds where one was tampered with; {@code ./facestream use-log} is both on the
 * command line. {@code docs/use-log.md} has the fields and the canonical form, {@code docs/decisions/091-use-log.md} the reasons.
 */
@NullMarked
package io.facestream.job.uselog;

import org.jspecify.annotations.NullMarked;
