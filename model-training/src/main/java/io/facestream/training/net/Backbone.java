package io.facestream.training.net;

import io.facestream.training.net.SeesawFaceNet.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The networks by the names that configurations give them. All take 112 x 112 pictures of three channels. */
public enum Backbone {
    /** For tests and {@code train quick}. */
    TINY("tiny", Tiny::of),
    MOBILE_FACE_NET("mobilefacenet", MobileFaceNet::of),
    /** InsightFace's {@code mbf}. */
    MOBILE_FACE_NET_WIDE("mobilefacenet-wide", MobileFaceNet::wide),
    /** InsightFace's {@code mbf_large}. */
    MOBILE_FACE_NET_LARGE("mobilefacenet-large", MobileFaceNet::large),
    SEESAW_SHARE("seesaw-share", dimension -> SeesawFaceNet.mobile(dimension, Form.SHARE, false)),
    SEESAW_SHARE_SLIM("seesaw-share-slim", dimension -> SeesawFaceNet.mobile(dimension, Form.SHARE, true)),
    SEESAW_SHUFFLE("seesaw-shuffle", dimension -> SeesawFaceNet.mobile(dimension, Form.SHUFFLE, false)),
    SEESAW_SHUFFLE_SLIM("seesaw-shuffle-slim", dimension -> SeesawFaceNet.mobile(dimension, Form.SHUFFLE, true)),
    SEESAW_DW1("seesaw-dw1", dimension -> SeesawFaceNet.deepAndWide(dimension, Form.CONVOLVED, false)),
    SEESAW_DW1_SLIM("seesaw-dw1-slim", dimension -> SeesawFaceNet.deepAndWide(dimension, Form.CONVOLVED, true)),
    SEESAW_DW2("seesaw-dw2", dimension -> SeesawFaceNet.deepAndWide(dimension, Form.POOLED, false)),
    SEESAW_DW2_SLIM("seesaw-dw2-slim", dimension -> SeesawFaceNet.deepAndWide(dimension, Form.POOLED, true)),
    /** As arcface-tf2 has it. */
    MOBILE_NET_V2("mobilenetv2", KerasNets::mobileNetV2),
    /** InsightFace's residual networks. */
    IRESNET_18("iresnet18", dimension -> IrResNet.insightFace(dimension, 2, 2, 2, 2)),
    IRESNET_34("iresnet34", dimension -> IrResNet.insightFace(dimension, 3, 4, 6, 3)),
    IRESNET_50("iresnet50", dimension -> IrResNet.insightFace(dimension, 3, 4, 14, 3)),
    IRESNET_100("iresnet100", dimension -> IrResNet.insightFace(dimension, 3, 13, 30, 3)),
    /** As the GNR638 course project has it. */
    RESNET_34("resnet34", dimension -> IrResNet.course(dimension, 3, 4, 6, 3)),
    /** As the GNR638 course project has it. */
    RESNET_50("resnet50", KerasNets::courseResNet50),
    /** As arcface-tf2 has it. */
    RESNET_50_TF2("resnet50-tf2", KerasNets::arcFaceResNet50),
    /** The PyTorch ArcFace projects' residual networks, with and without squeeze and excitation. */
    IR_18("ir18", dimension -> IrResNet.ir(dimension, false, 2, 2, 2, 2)),
    IR_50("ir50", dimension -> IrResNet.ir(dimension, false, 3, 4, 14, 3)),
    IR_SE_50("ir-se50", dimension -> IrResNet.ir(dimension, true, 3, 4, 14, 3)),
    IR_100("ir100", dimension -> IrResNet.ir(dimension, false, 3, 13, 30, 3)),
    IR_SE_100("ir-se100", dimension -> IrResNet.ir(dimension, true, 3, 13, 30, 3)),
    IR_152("ir152", dimension -> IrResNet.ir(dimension, false, 3, 8, 36, 3)),
    IR_SE_152("ir-se152", dimension -> IrResNet.ir(dimension, true, 3, 8, 36, 3));

    /** Side of the pictures, in pixels. */
    public static final int SIDE = 112;

    private final String name;
    private final IntFunction<Layer> table;

    Backbone(String name, IntFunction<Layer> table) {
        this.name = name;
        this.table = table;
    }

    /** The network.
     *
     * @param dimension length of the embeddings
     */
    public Layer layer(int dimension) {
        return table.apply(dimension);
    }

    /** The backbone of a name, whatever its case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Backbone named(String name) {
        return Arrays.stream(values())
                .filter(backbone -> backbone.name.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("backbone: " + name + " (expected: one of "
                        + Arrays.stream(values()).map(Backbone::toString).collect(Collectors.joining(", ")) + ")"));
    }

    @Override
    public String toString() {
        return name;
    }
}
