package io.facestream.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into {@code version.properties}, with the versions of what matters at run time. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Properties built = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "version.properties: not on the class path (expected: written by the build)");
            }
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {
            "facestream " + built.getProperty("facestream"),
            "Flink " + built.getProperty("flink") + ", " + built.getProperty("onnxruntime") + ", Java "
                    + Runtime.version() + " (" + System.getProperty("os.arch") + ")",
        };
    }
}
