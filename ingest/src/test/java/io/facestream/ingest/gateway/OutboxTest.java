package io.facestream.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class OutboxTest {
    private final FrameFate fate = new FrameFate();
    private final Outbox outbox = new Outbox(fate);

    @Test
    void theNewestFrameReplacesTheOneThatWaitsAndTheOtherIsCounted() throws Exception {
        for (int at = 0; at < 10; at++) {
            outbox.put(Outgoing.frame(at, new byte[] {(byte) at}));
        }
        assertThat(taken()).containsExactly("9 ");
        GatewayReport report = fate.report("cam");
        assertThat(report.captured()).isEqualTo(10);
        assertThat(report.dropped()).containsEntry("OVERLOAD", 9L);
        assertThat(report.waiting()).isEqualTo(1);
        assertThat(report.reconciles()).isTrue();
    }

    @Test
    void whatIsSaidOfTheCameraKeepsItsOrderAndItsFirstReason() throws Exception {
        outbox.put(Outgoing.state(1, Outgoing.UP, ""));
        outbox.put(Outgoing.frame(2, new byte[1]));
        outbox.put(Outgoing.state(3, Outgoing.DOWN, "no route"));
        outbox.put(Outgoing.state(4, Outgoing.DOWN, ""));
        outbox.put(Outgoing.state(5, Outgoing.UP, ""));
        outbox.put(Outgoing.frame(6, new byte[1]));
        assertThat(taken()).containsExactly("1 up", "4 down no route", "5 up", "6 ");
    }

    @Test
    void aCameraThatFlapsForHoursFillsNothing() throws Exception {
        for (int at = 0; at < 10_000; at++) {
            outbox.put(Outgoing.state(at, at % 2 == 0 ? Outgoing.UP : Outgoing.DOWN, ""));
        }
        assertThat(taken()).hasSizeLessThanOrEqualTo(16).endsWith("9998 up", "9999 down");
    }

    @Test
    void whatCannotBeSentAnyMoreIsCounted() throws Exception {
        outbox.put(Outgoing.frame(1, new byte[1]));
        outbox.clear();
        assertThat(outbox.take()).isNull();
        assertThat(fate.report("cam").dropped()).containsEntry("BROKER", 1L);
        assertThat(fate.report("cam").reconciles()).isTrue();
    }

    private List<String> taken() throws InterruptedException {
        outbox.close();
        List<String> taken = new ArrayList<>();
        for (Outgoing next = outbox.take(); next != null; next = outbox.take()) {
            taken.add((next.capturedAtMillis() + " " + next.state() + " " + next.reason()).strip()
                    + (next.isFrame() ? " " : ""));
        }
        return taken;
    }
}
