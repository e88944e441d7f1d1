package io.facestream.console.verify;

import io.facestream.console.http.Refusal;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one in at a time and a few wait; who comes then is refused. Thread-safe. */
final class WaitingRoom {
    private final int most;
    private final Semaphore places;
    private final ReentrantLock door = new ReentrantLock(true);

    /** @param most who is in, and who waits */
    WaitingRoom(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Does something when nobody else does. */
    <T> T enter(Callable<T> work) throws Exception {
        if (!places.tryAcquire()) {
            throw new Refusal(
                    429, "verify: " + most + " pictures are being looked at (expected: fewer at once; try again)");
        }
        try {
            door.lockInterruptibly();
            try {
                return work.call();
            } finally {
                door.unlock();
            }
        } finally {
            places.release();
        }
    }

    /** How many more may come. */
    int free() {
        return places.availablePermits();
    }

    /** Does something at last, when nobody is in. */
    void close(Runnable work) {
        door.lock();
        try {
            work.run();
        } finally {
            door.unlock();
        }
    }
}
