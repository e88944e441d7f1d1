package io.facestream.console.http;

import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.FormParserFactory;
import io.undertow.server.handlers.form.MultiPartParserDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A form with files, {@code multipart/form-data}. Nothing of it touches the disk.
 *
 * @param fields by name; of several with one name the first
 * @param files in their order
 */
public record Upload(Map<String, String> fields, List<File> files) {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    /** Most files of one request. */
    public static final int MOST_FILES = 100;

    private static final long MOST_BYTES = 64L << 20;

    public Upload {
        fields = Map.copyOf(fields);
        files = List.copyOf(files);
    }

    /**
     * A file as it was sent.
     *
     * @param name whatever the sender calls it: to be shown, never to be used as a path
     * @param bytes not to be changed
     */
    public record File(String name, byte[] bytes) {}

    /**
     * Reads a request's form.
     *
     * @throws Refusal if there is none, or it has too many bytes or files
     */
    public static Upload of(Request request) throws Refusal, IOException {
        MultiPartParserDefinition multipart = new MultiPartParserDefinition();
        multipart.setFileSizeThreshold(MOST_BYTES + 1); // larger ones would go to a file
        multipart.setMaxIndividualFileSize(MOST_BYTES);
        multipart.setDefaultEncoding("UTF-8");
        FormParserFactory parsers =
                FormParserFactory.builder(false).addParser(multipart).build();
        try (FormDataParser parser = parsers.createParser(request.exchange())) {
            if (parser == null) {
                throw new Refusal(415, "body: no form with files (expected: multipart/form-data)");
            }
            return of(parse(parser));
        }
    }

    private static FormData parse(FormDataParser parser) throws Refusal {
        try {
            return parser.parseBlocking();
        } catch (IOException | RuntimeException e) {
            LOG.info("a form was refused: {}", e.toString());
            throw new Refusal(
                    413,
                    "body: too large, or damaged (expected: at most " + (MOST_BYTES >> 20) + " MiB and " + MOST_FILES
                            + " files)");
        }
    }

    private static Upload of(FormData form) throws Refusal, IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        List<File> files = new ArrayList<>();
        for (String name : form) {
            for (FormData.FormValue value : form.get(name)) {
                if (value.isFileItem()) {
                    String called = value.getFileName();
                    files.add(new File(called == null ? "" : called, bytes(value.getFileItem())));
                } else {
                    fields.putIfAbsent(name, value.getValue());
                }
            }
        }
        if (files.size() > MOST_FILES) {
            throw new Refusal(413, "files: " + files.size() + " (expected: at most " + MOST_FILES + " at once)");
        }
        return new Upload(fields, files);
    }

    private static byte[] bytes(FormData.FileItem item) throws IOException {
        try (InputStream in = item.getFileSize() == 0 ? new ByteArrayInputStream(new byte[0]) : item.getInputStream()) {
            return in.readAllBytes();
        } finally {
            if (!item.isInMemory()) {
                item.delete();
            }
        }
    }
}
