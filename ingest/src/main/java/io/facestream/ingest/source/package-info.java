/**
 * Cameras as a Flink source. Entry point: {@link io.facestream.ingest.source.CameraSource}.
 * <pre>{@code
 * environment.getConfig().enableObjectReuse();
 * environment.fromSource(
 *         CameraSource.of(cameras).grid(Duration.ofMillis(120)).build(),
 *         WatermarkStrategy.<CameraItem>forMonotonousTimestamps().withIdleness(Duration.ofSeconds(5)),
 *         "cameras")
 *     .process(new Detect())   // chained: same parallelism, no keyBy or rebalance between
 * }</pre>
 *
 * <p><b>Files</b> give the first frame at or after each position of the grid and lose none; a run that was interrupted goes on with
 * the very frame that comes next, with the same pixels. <b>Live cameras</b> give the newest frame: one that the job has not taken is
 * replaced, and frames are taken further apart while that happens. A camera that fails is {@code DOWN} once, with the reason; it is
 * tried again after 1, 2, 4 and then every 4 seconds, up to every 30 where a password or an address is wrong. While it is down there is
 * a {@code TICK} a second; when it is back there is a {@code GAP} with the interval that was not seen, then {@code UP}. A grabber that
 * gives no frame for the camera's stall timeout is interrupted.
 *
 * <p>A checkpoint holds, for each camera, its id, position, sequence number and counts: no pixels, no address, no secret.
 */
@NullMarked
package io.facestream.ingest.source;

import org.jspecify.annotations.NullMarked;
