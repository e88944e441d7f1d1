/**
 * Pictures of what was measured, in one style. No display is needed; a file that is there is replaced at once, so that a viewer never sees
 * half a picture.
 *
 * <p>Blue is one person, or what is now; orange is two people, or what was before.
 */
@NullMarked
package io.facestream.vision.plot;

import org.jspecify.annotations.NullMarked;
