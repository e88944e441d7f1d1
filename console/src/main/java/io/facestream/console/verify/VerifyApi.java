package io.facestream.console.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.model.RunModels;
import io.facestream.console.threshold.InForce;
import io.facestream.console.verify.HeldPicture.HeldFace;
import io.facestream.vision.model.Device;
import io.facestream.vision.picture.PictureReader;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares two pictures, as routes. Thread-safe. */
public final class VerifyApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_QUESTION_BYTES = 4096;

    private final PictureShelf shelf = new PictureShelf(System::nanoTime);
    private final FaceDesk desk;
    private final Callable<InForce> threshold;

    /**
     * @param models the run's
     * @param device the run's
     * @param threshold by which the run would name somebody now
     */
    public VerifyApi(RunModels models, Supplier<Device> device, Callable<InForce> threshold) {
        this.desk = new FaceDesk(models, device);
        this.threshold = threshold;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Methods.POST, "/api/verify", Role.VIEWER, this::compare),
                new Route(Methods.POST, "/api/verify/pictures", Role.VIEWER, this::take),
                new Route(Methods.GET, "/api/verify/pictures/{picture}", Role.VIEWER, this::show),
                new Route(Methods.DELETE, "/api/verify/pictures/{picture}", Role.VIEWER, this::forget),
                new Route(Methods.GET, "/api/verify/pictures/{picture}/faces/{face}", Role.VIEWER, this::crop));
    }

    /** Forgets what a session sent, because it has ended. */
    public void signedOut(String session) {
        shelf.forgetAll(session);
    }

    private Object take(Request request) throws Exception {
        HeldPicture picture = desk.look(request.body(PictureReader.MAX_BYTES));
        String id = shelf.put(request.session(), picture);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("picture", id);
        answer.put("width", picture.width());
        answer.put("height", picture.height());
        answer.put("keptSeconds", PictureShelf.KEPT.toSeconds());
        answer.put("faces", picture.faces().stream().map(VerifyApi::told).toList());
        answer.put("moreFaces", picture.more());
        return answer;
    }

    private static Map<String, Object> told(HeldFace face) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("x", face.box().x());
        told.put("y", face.box().y());
        told.put("width", face.box().width());
        told.put("height", face.box().height());
        told.put("problem", face.problem());
        return told;
    }

    private @Nullable Object show(Request request) throws Refusal {
        return jpeg(request, find(request, request.path("picture")).jpeg());
    }

    private @Nullable Object crop(Request request) throws Refusal {
        HeldPicture picture = find(request, request.path("picture"));
        return jpeg(request, face(picture, request.path("face")).jpeg());
    }

    private static @Nullable Object jpeg(Request request, byte[] bytes) {
        request.exchange().getResponseHeaders().put(Headers.CONTENT_TYPE, "image/jpeg");
        request.exchange().getResponseSender().send(ByteBuffer.wrap(bytes));
        return null;
    }

    private Object forget(Request request) throws Refusal {
        if (!shelf.forget(request.session(), request.path("picture"))) {
            throw gone();
        }
        return Map.of();
    }

    private HeldPicture find(Request request, String id) throws Refusal {
        return shelf.find(request.session(), id).orElseThrow(VerifyApi::gone);
    }

    private static Refusal gone() {
        return new Refusal(
                404,
                "picture: not here (expected: one that this session sent in the last " + PictureShelf.KEPT.toMinutes()
                        + " minutes)");
    }

    private static HeldFace face(HeldPicture picture, String number) throws Refusal {
        int faces = picture.faces().size();
        try {
            int index = Integer.parseInt(number);
            if (index >= 0 && index < faces) {
                return picture.faces().get(index);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Refusal(
                404, "face: not in the picture (expected: " + (faces == 0 ? "none is" : "0 to " + (faces - 1)) + ")");
    }

    private Object compare(Request request) throws Exception {
        JsonNode question = question(request.body(MOST_QUESTION_BYTES));
        HeldFace left = chosen(request, question.path("left"));
        HeldFace right = chosen(request, question.path("right"));
        InForce now = threshold.call();
        double score = desk.score(left, right, now.modelId());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("score", score);
        answer.put("same", score >= now.threshold());
        answer.put("threshold", now.threshold());
        answer.put("fmr", now.fmr());
        answer.put("measured", now.measured());
        answer.put("fpir", now.fpir());
        answer.put("people", now.people());
        answer.put("modelId", now.modelId());
        answer.put("modelName", now.modelName());
        answer.put("measuredOn", now.measuredOn());
        answer.put("problem", now.problem());
        return answer;
    }

    private static JsonNode question(byte[] body) throws Refusal {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "body: no JSON (expected: left and right, each a picture and a face)");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HeldFace chosen(Request request, JsonNode choice) throws Refusal {
        return face(
                find(request, choice.path("picture").asText()),
                choice.path("face").asText());
    }

    /** Frees the networks. */
    @Override
    public void close() {
        desk.close();
    }
}
