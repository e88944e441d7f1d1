/**
 * How often the liveness stage is wrong, in the terms of ISO/IEC 30107-3: genuine faces called a picture (BPCER) by height of the face, and
 * attacks taken for live (APCER) by kind of attack. {@link io.facestream.evaluate.liveness.LivenessTrials} scores folders of pictures;
 * {@link io.facestream.evaluate.liveness.Recapture} makes attacks out of genuine pictures, for who has none. {@code ./facestream evaluate
 * liveness} prints what they find; {@code docs/liveness.md} has the default pack's figures.
 */
@NullMarked
package io.facestream.evaluate.liveness;

import org.jspecify.annotations.NullMarked;
