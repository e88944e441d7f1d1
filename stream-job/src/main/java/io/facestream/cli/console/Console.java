package io.facestream.cli.console;

import io.facestream.job.run.JobSettings;
import io.facestream.job.watch.RunView;
import java.io.IOException;

/** Shows a run of this process to people; found by {@link java.util.ServiceLoader}, so that the job needs nothing of it. */
public interface Console {
    /**
     * Starts to serve.
     *
     * @param settings of the run
     * @param view of the run, already open
     * @param options how it is served
     */
    Serving serve(JobSettings settings, RunView view, ConsoleOptions options) throws IOException;

    /** A console that serves. */
    interface Serving extends AutoCloseable {
        /** Where a browser finds it, the token included. */
        String address();

        @Override
        void close();
    }
}
