package io.facestream.job.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.job.identify.IdentifiedFrame;
import java.io.UncheckedIOException;

/** Annotations as lines of JSON, for whoever draws them: the renderer, or a live view. */
public final class AnnotationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AnnotationJson() {}

    /** What is drawn over a frame: without the faces of people who are ignored. */
    public static Annotation of(IdentifiedFrame frame) {
        return new Annotation(
                frame.cameraId(),
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                frame.faces().stream()
                        .filter(face -> !face.decision().ignored())
                        .map(face -> new AnnotatedFace(
                                face.trackId(),
                                face.x(),
                                face.y(),
                                face.width(),
                                face.height(),
                                face.decision().outcome(),
                                face.decision().personId(),
                                face.decision().score()))
                        .toList());
    }

    /** The same as a line. */
    public static String write(IdentifiedFrame frame) {
        try {
            return JSON.writeValueAsString(of(frame));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Annotation read(String line) {
        try {
            return JSON.readValue(line, Annotation.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
