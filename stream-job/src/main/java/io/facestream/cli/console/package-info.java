/**
 * What the command line knows of a console: that there may be one on the class path, which serves a run in a browser.
 *
 * <p>Entry point: {@link io.facestream.cli.console.Console}; the module {@code console} implements it.
 */
@NullMarked
package io.facestream.cli.console;

import org.jspecify.annotations.NullMarked;
