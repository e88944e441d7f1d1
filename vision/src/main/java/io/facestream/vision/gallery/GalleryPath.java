package io.facestream.vision.gallery;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to search a gallery, and which one to take here. */
enum GalleryPath {
    VECTOR {
        @Override
        TemplateScan open(List<Template> templates, int dimension) {
            return new VectorScan(templates, dimension);
        }
    },
    MATRIX_PRODUCT {
        @Override
        TemplateScan open(List<Template> templates, int dimension) {
            return new MatrixProductScan(templates, dimension);
        }
    },
    PLAIN {
        @Override
        TemplateScan open(List<Template> templates, int dimension) {
            return new PlainScan(templates);
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger(GalleryPath.class);
    private static final Set<GalleryPath> TOLD = ConcurrentHashMap.newKeySet();
    /** Below this a call into ONNX Runtime costs more than it saves. */
    private static final int MATRIX_PRODUCT_FROM = 128;

    abstract TemplateScan open(List<Template> templates, int dimension);

    static GalleryPath choose(int templates) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            return tell(VECTOR, "the JVM has jdk.incubator.vector");
        }
        if (templates >= MATRIX_PRODUCT_FROM) {
            return tell(
                    MATRIX_PRODUCT, "the JVM runs without --add-modules jdk.incubator.vector; fastest without a flag");
        }
        return tell(
                PLAIN,
                "fewer than " + MATRIX_PRODUCT_FROM + " templates, and the JVM runs without jdk.incubator.vector");
    }

    private static GalleryPath tell(GalleryPath path, String why) {
        if (TOLD.add(path)) {
            LOG.info("gallery search: {} ({})", path.describe(), why);
        }
        return path;
    }

    String describe() {
        return switch (this) {
            case VECTOR -> "Vector API, " + VectorScan.bits() + " bits";
            case MATRIX_PRODUCT -> "ONNX Runtime matrix product";
            case PLAIN -> "plain Java";
        };
    }
}
