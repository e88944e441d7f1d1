/**
 * The facebank: who can be recognised, as values and as a file.
 *
 * <p>A {@link io.facestream.facebank.Facebank} is a set of {@link io.facestream.facebank.FacebankRecord}s of one embedding model, with
 * a version. {@link io.facestream.facebank.FacebankFile} keeps one on disk. Facebanks are made from folders of pictures by
 * {@link io.facestream.facebank.enrolment.Enroller}, and kept up with a folder by
 * {@link io.facestream.facebank.enrolment.FacebankFolder}.
 *
 * <pre>{@code
 * Facebank facebank = FacebankFile.read(path, modelId);   // refuses a facebank of another model
 * for (FacebankRecord record : facebank.records()) { ... }
 * }</pre>
 *
 * <h2>Identity and versions</h2>
 *
 * A template's id is made from person, picture and model alone: enrolling the same pictures again gives the same ids, and templates of
 * two models never share one. A facebank's version is a number that grows, and the start of a hash over the content.
 *
 * <h2>Privacy</h2>
 *
 * Templates are never printed, logged or put into messages; files that hold them are readable by their owner only.
 */
@NullMarked
package io.facestream.facebank;

import org.jspecify.annotations.NullMarked;
