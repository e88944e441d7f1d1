package io.facestream.console.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cli.console.Watched;
import io.facestream.console.http.Access;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.http.Upload;
import io.facestream.console.visit.VisitBook;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Visits without a name, and enrolling from a visit's face, as routes. */
public final class UnknownsApi {
    private static final int MOST_VISITS = 1_000;

    private final People people;
    private final VisitBook book;
    private final VisitCrops crops;
    private final Watched watched;

    public UnknownsApi(Watched watched, People people, VisitBook book) {
        this.people = people;
        this.book = book;
        this.crops = new VisitCrops(watched);
        this.watched = watched;
    }

    public List<Route> routes() {
        return List.of(
                PeopleApi.route(Methods.GET, "/api/unknowns", Role.VIEWER, request -> unknowns(request.access())),
                PeopleApi.route(
                        Methods.GET,
                        "/api/visits/{visit}/face",
                        Role.VIEWER,
                        request -> PeopleApi.jpeg(request, face(request))),
                PeopleApi.route(Methods.POST, "/api/visits/{visit}/enrol", Role.OPERATOR, this::enrol));
    }

    /** Visits of which a face is kept. */
    public Set<String> faces() {
        return crops.visits();
    }

    /** Who may not see all cameras sees faces of visits that are known to be of theirs. */
    private byte[] face(Request request) throws Refusal {
        String visitId = request.path("visit");
        boolean theirs = book.visit(visitId)
                .map(visit -> request.access().sees(visit.cameraId()))
                .orElse(request.access().cameras().isEmpty());
        if (!theirs) {
            throw new Refusal(404, "face: none of this visit (expected: a visit of a camera that you may see)");
        }
        return crops.read(visitId);
    }

    private Map<String, Object> unknowns(Access access) {
        Set<String> faces = crops.visits();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "unknowns",
                Unknown.of(
                        book.newest(visit -> Unknown.isOne(visit) && access.sees(visit.cameraId()), MOST_VISITS),
                        faces));
        answer.put("faces", crops.missing());
        answer.put(
                "strangers",
                watched.strangers()
                        ? ""
                        : "This run does not know strangers again: each visit stands alone. Start it with --strangers and --remember-unknown 24h.");
        return answer;
    }

    /** Enrols somebody new by a name, or adds the face to somebody who is there. */
    private Object enrol(Request request) throws IOException, Refusal {
        JsonNode wanted = request.json();
        Upload.File face = new Upload.File("face of the visit", face(request));
        if (wanted.has("personId")) {
            return people.store().add(PeopleApi.text(wanted, "personId"), List.of(face));
        }
        Map<String, String> fields = new HashMap<>();
        for (String name : List.of("name", "consent", "validUntil")) {
            fields.put(name, wanted.path(name).asText(""));
        }
        fields.put("ignored", wanted.path("ignored").asText(""));
        return people.store().enrol(Newcomer.of(fields), List.of(face));
    }
}
