/**
 * How a head is turned, by a network: an optional stage, off unless asked for. {@link io.facestream.vision.pose.PoseModel} is used by {@link
 * io.facestream.vision.FaceAnalyzer} in the place of the five points, with {@link io.facestream.vision.AnalyzerOptions#poseModel}.
 */
@NullMarked
package io.facestream.vision.pose;

import org.jspecify.annotations.NullMarked;
