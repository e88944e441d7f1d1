package io.facestream.facebank.enrolment;

import java.nio.file.Path;

/**
 * A file of a person's folder.
 *
 * @param name in Unicode's composed form
 * @param path without symbolic links
 */
record ScannedFile(String name, Path path, FileStamp stamp) {}
