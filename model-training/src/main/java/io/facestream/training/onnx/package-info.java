/**
 * Networks as ONNX models and back. {@link io.facestream.training.onnx.OnnxExport} writes one,
 * {@link io.facestream.training.onnx.OnnxParity} compares it with its network in ONNX Runtime.
 */
@NullMarked
package io.facestream.training.onnx;

import org.jspecify.annotations.NullMarked;
