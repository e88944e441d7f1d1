package io.facestream.facebank.enrolment;

import java.util.List;

/**
 * What lies in one person's folder.
 *
 * @param pictures files that are called pictures, by name
 * @param data what is written about the person: none, one, or by mistake several files
 */
record PersonFolder(String personId, List<ScannedFile> pictures, List<ScannedFile> data) {}
