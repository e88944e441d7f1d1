/**
 * Whether two pictures show the same person: pictures come in, their faces are found, two of them are compared with the run's models and
 * threshold.
 *
 * <p>Entry point: {@link io.facestream.console.verify.VerifyApi}. Pictures lie in memory only, belong to the session that sent them, and
 * are forgotten after some minutes, at sign-out, or when there are too many. Embeddings never leave the server.
 */
@NullMarked
package io.facestream.console.verify;

import org.jspecify.annotations.NullMarked;
