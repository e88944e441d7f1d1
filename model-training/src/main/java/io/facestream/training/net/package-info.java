/**
 * The networks. A {@link io.facestream.training.net.Layer} says what a network computes; {@link io.facestream.training.net.Backbone} has the
 * published ones by name; {@link io.facestream.training.net.Weights} are the values of its tensors, without an engine;
 * {@link io.facestream.training.net.NetBlock} is the DJL block that is trained. All else, from counts of parameters to ONNX files, is made by
 * walking the layers.
 *
 * <pre>{@code
 * Layer net = Backbone.MOBILE_FACE_NET.layer(512);
 * try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
 *         NetBlock block = new NetBlock(net, Weights.random(net, 1), manager)) {
 *     NDArray embeddings = block.embed(pictures);
 * }
 * }</pre>
 */
@NullMarked
package io.facestream.training.net;

import org.jspecify.annotations.NullMarked;
