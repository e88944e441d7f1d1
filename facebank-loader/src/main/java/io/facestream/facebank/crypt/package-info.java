/**
 * Templates at rest are ciphertext. A {@link io.facestream.facebank.crypt.MasterKey} comes from a file or from the environment variable
 * {@code FACESTREAM_FACEBANK_KEY}; it wraps a {@link io.facestream.facebank.crypt.PersonKey} for each person, which seals what is known of
 * that person: {@link io.facestream.facebank.crypt.SealedTemplate} and {@link io.facestream.facebank.crypt.SealedText}. Whoever destroys
 * the person's key has erased all of it, wherever copies lie.
 *
 * <pre>{@code
 * MasterKey master = MasterKey.require(file);                        // or from the environment where file is null
 * PersonKey key = PersonKey.generate();
 * byte[] wrapped = key.wrap("p-5f1d0c9a5f1d0c9a", master);
 * SealedTemplate sealed = SealedTemplate.seal(unit, key, templateId, modelId);
 * float[] again = sealed.open(PersonKey.unwrap(wrapped, "p-5f1d0c9a5f1d0c9a", master), templateId, modelId);
 * }</pre>
 *
 * <p>All of it is AES-256-GCM by Google Tink, with associated data that says whose it is: a ciphertext that was moved to another person,
 * template or model does not open. No class here prints, logs or serialises a key.
 */
@NullMarked
package io.facestream.facebank.crypt;

import org.jspecify.annotations.NullMarked;
