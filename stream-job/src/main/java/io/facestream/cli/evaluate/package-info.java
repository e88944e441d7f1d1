/**
 * Commands that measure, compare and show: {@code evaluate}, {@code calibrate}, {@code verify}, {@code predict}, {@code encode},
 * {@code capture} and {@code visualize}. What they find is in {@code io.facestream.evaluate}; here it is asked for and printed.
 */
@NullMarked
package io.facestream.cli.evaluate;

import org.jspecify.annotations.NullMarked;
