/**
 * Live video: each frame with the boxes that were found in this very frame, over a web socket.
 *
 * <p>Entry point: {@link io.facestream.console.live.LiveSocket}.
 */
@NullMarked
package io.facestream.console.live;

import org.jspecify.annotations.NullMarked;
