/** What all commands of {@code ./facestream} say on the terminal in the same way: progress, and what went wrong. */
@NullMarked
package io.facestream.terminal;

import org.jspecify.annotations.NullMarked;
