package io.facestream.console.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.console.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WaitingRoomTest {
    @Test
    void oneIsInTwoWaitAndTheFourthIsRefused() throws Exception {
        WaitingRoom room = new WaitingRoom(3);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger in = new AtomicInteger();
        AtomicInteger mostIn = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> served = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                served.add(threads.submit(() -> room.enter(() -> {
                    mostIn.accumulateAndGet(in.incrementAndGet(), Math::max);
                    begun.countDown();
                    leave.await();
                    in.decrementAndGet();
                    return number;
                })));
            }
            begun.await();
            while (room.free() > 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }

            assertThatThrownBy(() -> room.enter(() -> 4))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("3 pictures are being looked at")
                    .extracting(e -> ((Refusal) e).status())
                    .isEqualTo(429);
            leave.countDown();
            for (int i = 0; i < 3; i++) {
                assertThat(served.get(i).get()).isEqualTo(i);
            }
            assertThat(mostIn).hasValue(1);
            assertThat(room.<Integer>enter(() -> 5)).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoFailsMakesRoomToo() throws Exception {
        WaitingRoom room = new WaitingRoom(1);

        assertThatThrownBy(() -> room.enter(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(room.<String>enter(() -> "next")).isEqualTo("next");
    }
}
