/** What a network learns from: margins on the angle between an embedding and the centre of its class. */
@NullMarked
package io.facestream.training.head;

import org.jspecify.annotations.NullMarked;
