/**
 * Networks as ONNX models and back. {@link io.facestream.training.onnx.OnnxExport} writes one,
 * {@link io.facestream.training.onnx.OnnxParity} compares it with its network in ONNX Runtime, {@link io.facestream.training.onnx.OnnxImport}
 * reads one, and {@link io.facestream.training.onnx.BatchNormUnfolding} makes what was read fit to be trained.
 * {@link io.facestream.training.onnx.ModelFolder} puts a checked model and its card where facestream takes them from,
 * {@link io.facestream.training.onnx.Int8Export} one of 8-bit integers.
 */
@NullMarked
package io.facestream.training.onnx;

import org.jspecify.annotations.NullMarked;
