package io.facestream.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A version of the job, kept in a cluster's folder so that a job can go back to it.
 *
 * @param id the beginning of the jar's SHA-256
 * @param jar our own modules, which travel with the job
 * @param lib the libraries that it runs with, which the cluster's processes have
 */
public record JobVersion(String id, Path jar, List<Path> lib) {
    public JobVersion {
        lib = List.copyOf(lib);
    }

    /** What a program of this version needs to speak to the cluster. */
    public List<Path> classPath() {
        List<Path> entries = new ArrayList<>();
        entries.add(jar);
        entries.addAll(lib);
        return entries;
    }
}
