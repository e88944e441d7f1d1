/**
 * Trains, fine-tunes and exports the network that makes a face's vector. {@link io.facestream.training.Engines} starts the engine;
 * {@link io.facestream.training.net} has the networks, {@link io.facestream.training.head} what they learn from; the command line
 * {@code ./facestream train} is in {@link io.facestream.training.cli}.
 */
@NullMarked
package io.facestream.training;

import org.jspecify.annotations.NullMarked;
