package io.facestream.console.http;

import java.util.Optional;
import java.util.Set;

/**
 * Who somebody is, and what they may see and do.
 *
 * @param name of the token, as the log of actions has it
 * @param cameras that may be seen; empty for all
 */
public record Access(String name, Role role, Optional<Set<String>> cameras) {
    public Access {
        cameras = cameras.map(Set::copyOf);
    }

    /** Somebody who may see all cameras. */
    public static Access toAll(String name, Role role) {
        return new Access(name, role, Optional.empty());
    }

    /** Whether a camera and what it saw may be seen. */
    public boolean sees(String cameraId) {
        return cameras.map(allowed -> allowed.contains(cameraId)).orElse(true);
    }
}
