/** The command line {@code ./facestream train}. */
@NullMarked
package io.facestream.training.cli;

import org.jspecify.annotations.NullMarked;
