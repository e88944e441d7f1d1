package io.facestream.evaluate.pictures;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.Face;
import io.facestream.vision.model.ModelCard;

/** A comparison as JSON, for programs: no vectors. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /** The whole of it, faces and all scores included. */
    public static String of(FaceComparison comparison, ModelCard model) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode node = json.createObjectNode();
        node.put("schemaVersion", 1);
        node.put("same", comparison.same());
        node.put("score", comparison.score());
        node.put("threshold", comparison.threshold().value());
        if (comparison.threshold().fmr() > 0) {
            node.put("falseMatchRate", comparison.threshold().fmr());
        }
        node.put("thresholdFrom", comparison.threshold().origin());
        node.put("model", model.id());
        node.put("modelSha256", model.sha256());
        node.put("decidedBy", comparison.any() ? "the most alike faces" : "the faces that the pictures are about");
        node.set("a", picture(json, comparison.a(), comparison.chosenA()));
        node.set("b", picture(json, comparison.b(), comparison.chosenB()));
        ArrayNode scores = node.putArray("scores");
        for (int i = 0; i < comparison.a().faces().size(); i++) {
            ArrayNode row = scores.addArray();
            for (int j = 0; j < comparison.b().faces().size(); j++) {
                row.add(comparison.score(i, j));
            }
        }
        return node.toPrettyString() + "\n";
    }

    private static ObjectNode picture(ObjectMapper json, PictureFaces picture, int chosen) {
        ObjectNode node = json.createObjectNode();
        node.put("picture", picture.name()).put("width", picture.width()).put("height", picture.height());
        node.put("chosen", chosen);
        ArrayNode faces = node.putArray("faces");
        picture.faces().forEach(face -> faces.add(face(json, face)));
        return node;
    }

    /** Box and quality of a face. */
    static ObjectNode face(ObjectMapper json, Face face) {
        ObjectNode node = json.createObjectNode();
        node.putArray("box")
                .add(Math.round(face.box().x()))
                .add(Math.round(face.box().y()))
                .add(Math.round(face.box().width()))
                .add(Math.round(face.box().height()));
        node.put("detectorScore", face.score());
        node.put("quality", face.quality().overall());
        node.put("sharpness", face.quality().sharpness());
        node.put("yaw", face.quality().yaw());
        node.put("pitch", face.quality().pitch());
        node.put("brightness", face.quality().brightness());
        return node;
    }
}
