/** What grabbing costs, measured against the {@code ffmpeg} program: {@link io.facestream.ingest.bench.DecodeBench}. */
@NullMarked
package io.facestream.ingest.bench;

import org.jspecify.annotations.NullMarked;
