package io.facestream.console;

import io.facestream.cli.console.Console;
import io.facestream.cli.console.ConsoleOptions;
import io.facestream.cli.console.Watched;
import io.facestream.console.http.ActionLog;
import io.facestream.console.http.WebServer;
import io.facestream.console.model.RunModels;
import io.facestream.console.people.People;
import io.facestream.console.visit.VisitBook;
import io.facestream.job.watch.RunView;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;

/** Serves a run in a browser. */
public final class BrowserConsole implements Console {
    @Override
    public Serving serve(Watched watched, RunView view, ConsoleOptions options) throws IOException {
        ConsoleConfig config = ConsoleConfig.of(options, System.getenv());
        VisitBook book = new VisitBook(watched.shape().isEmpty());
        RunModels models = RunModels.of(watched);
        People people = new People(watched, models);
        ConsoleApi api = new ConsoleApi(watched, view, book, people, models);
        WebServer server = WebServer.start(
                config.server(),
                config.tokens(),
                api.routes(),
                new ActionLog(ModelStore.home().resolve("logs/console-actions.jsonl")),
                api::signedOut);
        RunView.Watch events = view.watchEvents(book::add);
        RunView.Watch commits = view.watchCommits(book::commit);
        return new Serving() {
            @Override
            public String address() {
                // what follows # stays in the browser: no log of a server or a proxy shows it
                return config.server().scheme() + "://" + config.server().host() + ":" + server.port() + "/"
                        + config.printed().map(token -> "#token=" + token).orElse("");
            }

            @Override
            public void close() {
                server.close();
                api.close();
                people.close();
                events.close();
                commits.close();
            }
        };
    }
}
