package io.facestream.job.facebank;

/**
 * Somebody of whom nothing is kept any more.
 *
 * @param number of the version that erased the person
 * @param facebankVersion from which on the job knows it, as events carry it
 * @param erasedAtMillis epoch milliseconds
 */
public record ErasedPerson(String personId, long number, String facebankVersion, String modelId, long erasedAtMillis) {}
