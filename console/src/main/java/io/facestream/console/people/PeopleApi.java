package io.facestream.console.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.http.Upload;
import io.facestream.facebank.FacebankException;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can be asked about the people of a run, as routes. */
public final class PeopleApi {
    private final People people;

    public PeopleApi(People people) {
        this.people = people;
    }

    /** Everything below {@code /api/people}. */
    public List<Route> routes() {
        String person = "/api/people/{person}";
        String shot = person + "/pictures/{picture}";
        String version = "/api/people/versions/{version}";
        return List.of(
                route(Methods.GET, "/api/people", Role.VIEWER, request -> store().roster(PeopleQuery.of(request))),
                route(Methods.GET, "/api/people/names", Role.VIEWER, this::names),
                route(Methods.POST, "/api/people", Role.OPERATOR, this::enrol),
                route(Methods.PATCH, person, Role.OPERATOR, this::change),
                route(Methods.DELETE, person, Role.ADMIN, done(request -> store().erase(request.path("person")))),
                route(
                        Methods.POST,
                        person + "/remove",
                        Role.OPERATOR,
                        done(request -> store().remove(request.path("person")))),
                route(
                        Methods.POST,
                        person + "/merge",
                        Role.ADMIN,
                        done(request -> store().merge(request.path("person"), text(request.json(), "into")))),
                route(
                        Methods.POST,
                        person + "/pictures",
                        Role.OPERATOR,
                        request -> store().add(request.path("person"), pictures(Upload.of(request)))),
                route(Methods.GET, shot, Role.VIEWER, this::picture),
                route(
                        Methods.DELETE,
                        shot,
                        Role.ADMIN,
                        done(request -> store().removeShot(request.path("person"), request.path("picture")))),
                route(Methods.GET, "/api/people/versions", Role.VIEWER, request -> store().versions()),
                route(Methods.GET, version, Role.VIEWER, request -> store().difference(request.path("version"))),
                route(
                        Methods.POST,
                        version + "/rollback",
                        Role.ADMIN,
                        done(request -> store().rollBack(request.path("version")))));
    }

    private interface Action {
        void act(Request request) throws Exception;
    }

    private static Route.Handler done(Action action) {
        return request -> {
            action.act(request);
            return Map.of();
        };
    }

    /** All of these read files or a topic; what is wrong with those is told in the words of the facebank. */
    static Route route(HttpString method, String path, Role role, Route.Handler handler) {
        Route.Handler guarded = request -> {
            try {
                return handler.answer(request);
            } catch (FacebankException e) {
                throw new Refusal(409, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new Refusal(500, "facebank: " + e + " (expected: a place that can be read and written)");
            }
        };
        return new Route(method, path, role, guarded, true);
    }

    private PeopleStore store() throws IOException {
        return people.store();
    }

    /** Of those asked for, as pages ask for whom they show; else of everybody. */
    private Object names(Request request) throws IOException, Refusal {
        Map<String, String> names = store().names();
        Set<String> wanted = request.queries("id");
        if (wanted.isEmpty()) {
            return names;
        }
        Map<String, String> found = new TreeMap<>();
        wanted.stream().filter(names::containsKey).forEach(id -> found.put(id, names.get(id)));
        return found;
    }

    private Object enrol(Request request) throws IOException, Refusal {
        Upload upload = Upload.of(request);
        return store().enrol(Newcomer.of(upload.fields()), pictures(upload));
    }

    private static List<Upload.File> pictures(Upload upload) throws Refusal {
        if (upload.files().isEmpty()) {
            throw new Refusal(400, "pictures: none (expected: at least one file)");
        }
        return upload.files();
    }

    private Object change(Request request) throws IOException, Refusal {
        JsonNode change = request.json();
        if (!change.has("name") && !change.has("ignored")) {
            throw new Refusal(400, "change: nothing (expected: name or ignored)");
        }
        String person = request.path("person");
        if (change.has("name")) {
            store().rename(person, Newcomer.name(text(change, "name")));
        }
        if (change.has("ignored")) {
            if (!change.get("ignored").isBoolean()) {
                throw new Refusal(400, "ignored: no truth value (expected: true or false)");
            }
            store().ignore(person, change.get("ignored").asBoolean());
        }
        return Map.of();
    }

    static String text(JsonNode node, String name) throws Refusal {
        if (!node.path(name).isTextual()) {
            throw new Refusal(400, name + ": no text (expected: some)");
        }
        return node.get(name).asText();
    }

    private @Nullable Object picture(Request request) throws IOException, Refusal {
        return jpeg(request, store().shot(request.path("person"), request.path("picture")));
    }

    static @Nullable Object jpeg(Request request, byte[] bytes) {
        request.exchange().getResponseHeaders().put(Headers.CONTENT_TYPE, "image/jpeg");
        request.exchange().getResponseSender().send(ByteBuffer.wrap(bytes));
        return null;
    }
}
