package io.facestream.console.visit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Visits, as routes. */
public final class VisitsApi {
    private static final int MOST = 500;
    private static final int USUAL = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final VisitBook book;
    private final Supplier<Set<String>> faces;

    /** @param faces visits of which a face is kept */
    public VisitsApi(VisitBook book, Supplier<Set<String>> faces) {
        this.book = book;
        this.faces = faces;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Methods.GET, "/api/visits", Role.VIEWER, this::visits, true),
                new Route(Methods.GET, "/api/visits/stream", Role.VIEWER, request -> {
                    VisitStream.open(request, book);
                    return null;
                }));
    }

    private List<JsonNode> visits(Request request) throws Refusal {
        List<Visit> visits = book.newest(VisitFilter.of(request), request.number("limit", 1, MOST, USUAL));
        Set<String> kept = visits.isEmpty() ? Set.of() : faces.get();
        return visits.stream().map(visit -> shown(visit, kept)).toList();
    }

    /** A visit, and whether its best crop is kept. */
    private static JsonNode shown(Visit visit, Set<String> kept) {
        ObjectNode shown = JSON.valueToTree(visit);
        return shown.put("face", kept.contains(visit.visitId()));
    }
}
