package io.facestream.ingest.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a live camera has to send: at most one frame, the newest, and what was said of the camera, in order. The camera's thread never
 * waits here.
 */
final class Outbox {
    private static final int STATES = 16;

    private final FrameFate fate;
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private boolean closed;

    Outbox(FrameFate fate) {
        this.fate = fate;
    }

    /** A frame that waits is replaced; a state that is repeated too. */
    synchronized void put(Outgoing next) {
        Outgoing put = next;
        if (next.isFrame()) {
            fate.take();
            if (waiting.removeIf(Outgoing::isFrame)) {
                fate.drop(FrameFate.OVERLOAD);
            }
        } else {
            Outgoing last = waiting.peekLast();
            if (last != null && !last.isFrame() && last.state().equals(next.state())) {
                waiting.removeLast();
                put = next.reason().isEmpty() ? next.because(last.reason()) : next;
            }
            forgetOldestState();
        }
        waiting.add(put);
        notifyAll();
    }

    private void forgetOldestState() {
        if (waiting.size() < STATES) {
            return;
        }
        for (Iterator<Outgoing> oldest = waiting.iterator(); oldest.hasNext(); ) {
            if (!oldest.next().isFrame()) {
                oldest.remove();
                return;
            }
        }
    }

    /** The next thing to send, waiting for it; null once the box is closed and empty. */
    synchronized @Nullable Outgoing take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return waiting.poll();
    }

    /** Nothing more is put in. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Gives up what waits. */
    synchronized void clear() {
        if (waiting.removeIf(Outgoing::isFrame)) {
            fate.drop(FrameFate.BROKER);
        }
        waiting.clear();
        close();
    }
}
