/**
 * A run in a browser: live video with names, visits and health, as pages and as an HTTP API below {@code /api}.
 *
 * <p>Entry point: {@link io.facestream.console.BrowserConsole}, which {@code ./facestream run --console} finds on the class path. The
 * console reads what the run's {@link io.facestream.job.watch.RunView} tells; it never delays the job.
 */
@NullMarked
package io.facestream.console;

import org.jspecify.annotations.NullMarked;
