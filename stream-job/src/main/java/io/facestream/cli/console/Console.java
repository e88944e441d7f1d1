package io.facestream.cli.console;

import io.facestream.job.watch.RunView;
import java.io.IOException;
import java.util.ServiceLoader;

/** Shows a run to people; found by {@link java.util.ServiceLoader}, so that the job needs nothing of it. */
public interface Console {
    /** The one on the class path. */
    static Console find() {
        return ServiceLoader.load(Console.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "console: not on the class path (expected: the jar of the module console beside the others)"));
    }

    /**
     * Starts to serve.
     *
     * @param watched what the run is
     * @param view of the run, already open
     * @param options how it is served
     */
    Serving serve(Watched watched, RunView view, ConsoleOptions options) throws IOException;

    /** A console that serves. */
    interface Serving extends AutoCloseable {
        /** Where a browser finds it, the token included. */
        String address();

        @Override
        void close();
    }
}
