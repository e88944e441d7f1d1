/**
 * Training sets of people who have agreed: {@link io.facestream.training.data.consent.ConsentedSet} takes pictures of a facebank, whom its
 * events have seen, and what is known of their consent.
 *
 * <p>Whoever is not known to have consented is left out, and so is whoever may not be enrolled, is ignored, or was erased according to the
 * events, even if a list says that they have consented: the latest of two contradicting sources is not known, and the safe one counts.
 */
@NullMarked
package io.facestream.training.data.consent;

import org.jspecify.annotations.NullMarked;
