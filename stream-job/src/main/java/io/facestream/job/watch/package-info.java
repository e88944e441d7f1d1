/**
 * What happens in a run, for those who watch it in the same process: frames with what was found in them, and events.
 *
 * <p>Entry point: {@link io.facestream.job.watch.RunView}, which the job fills and a console reads. Watching never delays the job: pictures
 * are scaled only while somebody watches their camera, and are dropped, and counted, where the watcher is slower.
 */
@NullMarked
package io.facestream.job.watch;

import org.jspecify.annotations.NullMarked;
