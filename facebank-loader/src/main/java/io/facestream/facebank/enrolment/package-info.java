/**
 * Enrolment: a folder {@code PERSON/*.jpg|jpeg|png|webp} becomes a facebank, and every picture is accounted for.
 *
 * <pre>{@code
 * try (Enroller enroller = Enroller.open(pack, Device.parse("cpu"), EnrolmentOptions.defaults())) {
 *     Enrolment enrolment = enroller.enroll(Path.of("people")).requireUsable(Path.of("people"));
 *     System.out.print(enrolment.report().toTable());
 *     FacebankFile.write(enrolment.facebank(), Path.of("people.facebank"));
 * }
 * }</pre>
 *
 * <h2>What happens to a picture</h2>
 *
 * <ol>
 *   <li>Read: size and kind are checked before it is decoded, EXIF rotation is honoured.
 *   <li>Search: the largest face is taken when its box has at least twice the area of the next one's, else the picture is refused. Where
 *       no face is found, a margin is put around the picture and it is searched again: detectors miss faces that fill a picture.
 *   <li>Measure: height, pose, sharpness, brightness, and the length of the vector, which is short for what is no good face.
 *   <li>Compare: a picture that is unlike the majority of the same person's is refused as {@code OUTLIER}; the same bytes under two
 *       people are refused for both; two people who look alike are a warning.
 * </ol>
 *
 * <h2>What is written about a person</h2>
 *
 * {@code PERSON/person.json} (or {@code person.yaml}) is optional: {@code name}, {@code purpose}, {@code consent}, {@code validUntil}
 * (a date, the last day that counts, or an instant), {@code minor}, {@code guardianConsent}, {@code ignore}. Nobody is enrolled from a
 * file that cannot be understood, without consent where {@code consent} is {@code false}, after {@code validUntil}, or as a minor without
 * {@code guardianConsent: true}. With {@code ignore: true} the person is recognised in order to be left out: no event and no crop.
 *
 * <h2>What is decided with the folder</h2>
 *
 * {@code settings.json} beside the people's folders is optional: {@code fpir} and {@code margin} go before each running job's own values.
 *
 * <h2>Doing nothing twice</h2>
 *
 * What a picture gave is kept by the SHA-256 of its bytes and by the models: adding a picture analyses that picture only. The store
 * holds templates; it is readable by its owner only, and forgets a picture when it has left
 * the folder, and a folder when it is no more.
 */
@NullMarked
package io.facestream.facebank.enrolment;

import org.jspecify.annotations.NullMarked;
