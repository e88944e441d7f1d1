/**
 * With which embedding model the console looks at pictures: the one that the facebank says is in force, out of those that the run has.
 *
 * <p>Entry point: {@link io.facestream.console.model.RunModels}. Whoever enrols, compares or tells a threshold asks it anew each time, since
 * a promotion changes the answer while the console runs. Where the facebank names a model that is neither of the run's, nothing is enrolled,
 * and {@link io.facestream.console.model.ChosenModel#problem()} says in one line what to do.
 */
@NullMarked
package io.facestream.console.model;

import org.jspecify.annotations.NullMarked;
