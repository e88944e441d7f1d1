package io.facestream.job.visit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/** A camera's report as a line of JSON, and back. */
public final class CameraReportJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CameraReportJson() {}

    public static String write(CameraReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static CameraReport read(String line) {
        try {
            return JSON.readValue(line, CameraReport.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
