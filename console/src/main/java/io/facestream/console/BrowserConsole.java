package io.facestream.console;

import io.facestream.cli.console.Console;
import io.facestream.cli.console.ConsoleOptions;
import io.facestream.console.http.Role;
import io.facestream.console.http.WebServer;
import io.facestream.console.people.People;
import io.facestream.console.visit.VisitBook;
import io.facestream.job.run.JobSettings;
import io.facestream.job.watch.RunView;
import java.io.IOException;
import java.util.Map;

/** Serves a run of this process in a browser. */
public final class BrowserConsole implements Console {
    @Override
    public Serving serve(JobSettings settings, RunView view, ConsoleOptions options) throws IOException {
        String token = WebServer.secret();
        VisitBook book = new VisitBook();
        AutoCloseable events = view.watchEvents(book::add);
        People people = new People(settings);
        ConsoleApi api = new ConsoleApi(settings, view, book, people);
        WebServer server = WebServer.start(options.host(), options.port(), Map.of(token, Role.ADMIN), api.routes());
        return new Serving() {
            @Override
            public String address() {
                // what follows # stays in the browser: no log of a server or a proxy shows it
                return "http://" + options.host() + ":" + server.port() + "/#token=" + token;
            }

            @Override
            public void close() {
                server.close();
                people.close();
                try {
                    events.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
