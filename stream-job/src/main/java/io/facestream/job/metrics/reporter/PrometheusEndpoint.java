package io.facestream.job.metrics.reporter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.flink.configuration.Configuration;

/** The settings by which a Flink process answers Prometheus. */
public final class PrometheusEndpoint {
    /** Of the setting that a process is given its port by. */
    public static final String PORT = "metrics.reporter.prom.port";

    public static final String HOST = "127.0.0.1";

    /** Labels that nobody reads; without the attempt's number a task's end could take its successor's metrics with it. */
    static final String LEFT_OUT = "host;task_id;task_attempt_id;operator_id";

    private PrometheusEndpoint() {}

    /** Has the process answer at this machine's loopback address; its port comes by {@link #PORT}. */
    public static void configure(Configuration configuration) {
        configuration.setString("metrics.reporters", "prom");
        configuration.setString("metrics.reporter.prom.factory.class", LoopbackReporterFactory.class.getName());
        configuration.setString("metrics.reporter.prom.scope.variables.excludes", LEFT_OUT);
        // labels as they are: two cameras whose names differ in a dot only stay two
        configuration.setString("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }

    /** The same with the port. */
    public static void configure(Configuration configuration, int port) {
        configure(configuration);
        configuration.setString(PORT, String.valueOf(port));
    }

    /** Whether nobody listens at a port of this machine. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where a process answers. */
    public static String address(int port) {
        return "http://" + HOST + ":" + port + "/metrics";
    }
}
