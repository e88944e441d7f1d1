package io.facestream.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.SplittableRandom;

/**
 * Ports of this machine for processes that take a while to listen at them. They lie below those that the system gives to outgoing
 * connections and to whoever asks for any port, so that nobody is given one in between.
 */
final class Ports {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;
    private static final int ANSWER_MILLIS = 500;

    private Ports() {}

    /** A port that nobody listens at. */
    static int free() throws IOException {
        return free(1);
    }

    /** The first of so many ports in a row that nobody listens at. */
    static int free(int count) throws IOException {
        // two processes that ask at once begin elsewhere
        SplittableRandom begin = new SplittableRandom(ProcessHandle.current().pid() ^ Long.reverse(System.nanoTime()));
        for (int i = 0; i < TRIES; i++) {
            int first = begin.nextInt(FIRST, END - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IOException("ports: none free among " + TRIES + " tried from " + FIRST + " to " + END);
    }

    /** Whether somebody answers there. */
    static boolean isTaken(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(ClusterConfiguration.HOST), port), ANSWER_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(ClusterConfiguration.HOST))) {
                continue;
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
