package io.facestream.vision.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which device a wish comes to, in this build and on this machine. */
final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    private static @Nullable Device auto;

    private Devices() {}

    /** The device itself, or what {@code auto} stands for here. */
    static synchronized Device resolve(Device wish) {
        switch (wish.kind()) {
            case CPU -> {
                return wish;
            }
            case CUDA -> {
                String obstacle = obstacleToCuda(wish.ordinal());
                if (obstacle != null) {
                    throw new DeviceUnavailableException(
                            "--device: " + wish + " (expected: a CUDA device; " + obstacle + ")");
                }
                return wish;
            }
            default -> {
                if (auto == null) {
                    auto = firstUsable();
                }
                return auto;
            }
        }
    }

    private static Device firstUsable() {
        String obstacle = obstacleToCuda(0);
        Device found = obstacle == null ? new Device(Device.Kind.CUDA, 0) : Device.CPU;
        LOG.info("device auto: {}{}", found, obstacle == null ? "" : " (" + obstacle + ")");
        return found;
    }

    /** Null if sessions can be opened on the CUDA device, else one line that says why not. */
    private static @Nullable String obstacleToCuda(int ordinal) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return "this build of ONNX Runtime " + environment.getVersion()
                    + " has only cpu; build with the Maven profile cuda";
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.addCUDA(ordinal);
            environment.createSession(TinyModel.relu(), options).close();
            return null;
        } catch (OrtException | UnsatisfiedLinkError e) {
            return firstLine(e);
        }
    }

    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
