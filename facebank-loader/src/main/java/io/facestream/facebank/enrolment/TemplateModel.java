package io.facestream.facebank.enrolment;

/**
 * The embedding model that makes the templates, and what enrolment must know of it.
 *
 * @param sha256 of its file
 * @param name for people
 * @param minNorm least length of a good face's vector
 * @param samePerson mean cosine below which a person's pictures are unlike each other
 * @param lookAlike cosine from which two people's pictures are too much alike
 */
record TemplateModel(String sha256, String name, float minNorm, double samePerson, double lookAlike) {}
