/**
 * Cameras to a frames topic, for machines beside the cameras: no Flink, no models. Entry point: {@link
 * io.facestream.ingest.gateway.Gateway}.
 * <pre>{@code
 * try (Gateway gateway = new Gateway(cameras, "frames", clientSettings, GatewayOptions.defaults())) {
 *     List<GatewayReport> reports = gateway.run(progress -> {});   // until all cameras have ended, or stop()
 * }
 * }</pre>
 *
 * <p>A <b>file</b> waits for the broker and loses nothing. A <b>live camera</b> never waits: while the broker is slower, or away, the newest
 * frame replaces the one that waits, and frames that the broker has not taken after ten seconds are given up; each is counted by its
 * reason. Memory is bounded by the producer's {@code buffer.memory} and one coded frame a camera. A camera that fails is {@code down} in the
 * topic, once a second, and tried again as a direct source does.
 */
@NullMarked
package io.facestream.ingest.gateway;

import org.jspecify.annotations.NullMarked;
