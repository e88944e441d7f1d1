package io.facestream.evaluate.pictures;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.identify.RankedPerson;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who is in one picture.
 *
 * @param name of the picture
 * @param copy the annotated copy that was written
 * @param faces from left to right
 */
public record PicturePrediction(String name, String copy, List<SeenFace> faces) {
    public PicturePrediction {
        faces = List.copyOf(faces);
    }

    /** In a line: {@code a.jpg: 2 faces: ann 0.81, unknown (too small: 25 pixels)}. */
    public String text() {
        String count = faces.size() == 1 ? "1 face" : faces.size() + " faces";
        return name + ": " + count
                + (faces.isEmpty()
                        ? ""
                        : faces.stream().map(SeenFace::text).collect(Collectors.joining(", ", ": ", "")));
    }

    /** For programs: box, quality and candidates of each face. */
    public ObjectNode toJson(ObjectMapper json) {
        ObjectNode node = json.createObjectNode();
        node.put("picture", name).put("copy", copy);
        ArrayNode all = node.putArray("faces");
        for (SeenFace seen : faces) {
            ObjectNode face = ComparisonJson.face(json, seen.face());
            face.put("outcome", seen.decision().outcome().name());
            if (seen.decision().isIdentified()) {
                face.put("personId", seen.decision().personId());
            } else {
                face.put("reason", seen.decision().reason().name());
            }
            face.put("score", seen.decision().score());
            face.put("margin", seen.decision().margin());
            face.put("threshold", seen.decision().threshold());
            ArrayNode candidates = face.putArray("candidates");
            for (RankedPerson person : seen.decision().topK()) {
                candidates.addObject().put("personId", person.personId()).put("score", person.score());
            }
            all.add(face);
        }
        return node;
    }
}
