/** Writing videos: {@link io.facestream.ingest.video.VideoWriter} makes MP4 files that keep the time of every picture. */
@NullMarked
package io.facestream.ingest.video;

import org.jspecify.annotations.NullMarked;
