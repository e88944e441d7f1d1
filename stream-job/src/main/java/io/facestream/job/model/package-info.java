/**
 * Which models a run uses, as something that can be sent to where a task runs.
 */
@NullMarked
package io.facestream.job.model;

import org.jspecify.annotations.NullMarked;
