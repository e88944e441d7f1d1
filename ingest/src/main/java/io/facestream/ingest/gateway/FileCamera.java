package io.facestream.ingest.gateway;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.ingest.source.FrameGrid;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file or folder: it waits for the broker, so no frame is lost, and its capture times follow from its positions alone. */
final class FileCamera extends GatewayCamera {
    private static final Logger LOG = LoggerFactory.getLogger(FileCamera.class);

    private final FrameGrid grid;
    private long positionMillis;
    private long firstMillis = -1;
    private long firstNanos;

    FileCamera(
            CameraSpec camera,
            GatewayOptions options,
            FrameGrabber.Factory grabbers,
            FrameFate fate,
            FrameSender sender) {
        super(camera, options, grabbers, fate, sender);
        this.grid = new FrameGrid(options.gridMillis(), -1);
    }

    @Override
    void grab() throws InterruptedException {
        try {
            withGrabber(this::readAll);
        } catch (CameraException e) {
            if (!stopped()) {
                LOG.warn("{}", e.getMessage());
                sender.send(Outgoing.state(capturedAt(), Outgoing.DOWN, String.valueOf(e.getMessage())));
            }
        } catch (InterruptedException e) {
            LOG.debug("camera {}: stopped", camera.id());
        }
        // the end is said though the thread was interrupted; the producer takes it unless the broker is away
        boolean interrupted = Thread.interrupted();
        sender.send(Outgoing.state(capturedAt(), Outgoing.ENDED, ""));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll(FrameGrabber grabber, JpegCoder coder) throws CameraException, InterruptedException {
        fate.up(true);
        sender.send(Outgoing.state(capturedAt(), Outgoing.UP, ""));
        while (!stopped() && grabber.decode()) {
            long at = grabber.mediaTimeMillis();
            if (at >= options.limit().toMillis()) {
                break;
            }
            positionMillis = at;
            fate.position(at, grabber.durationMillis());
            boolean chosen = grid.chooses(at);
            if (grabber.refusal().isPresent()) {
                fate.refuse(grabber.refusal().get().reason().name());
                LOG.warn("camera {}: {}", camera.id(), grabber.refusal().get().getMessage());
            } else if (chosen) {
                waitFor(at);
                byte[] jpeg = coder.jpeg(grabber);
                fate.take();
                sender.send(Outgoing.frame(capturedAt(), jpeg));
            } else {
                fate.skip();
            }
        }
    }

    private void waitFor(long at) throws InterruptedException {
        if (!options.realtime()) {
            return;
        }
        if (firstMillis < 0) {
            firstMillis = at;
            firstNanos = System.nanoTime();
        }
        long dueNanos = firstNanos + TimeUnit.MILLISECONDS.toNanos(at - firstMillis);
        TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
    }

    private long capturedAt() {
        return options.startTime().toEpochMilli() + positionMillis;
    }

    @Override
    void tick() {}

    @Override
    boolean isHandedOver() {
        return true;
    }

    @Override
    void giveUp() {}

    @Override
    void join(long millis) throws InterruptedException {
        joinGrabbing(millis);
    }
}
