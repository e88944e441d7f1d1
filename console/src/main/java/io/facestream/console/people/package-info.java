/**
 * Who can be recognised: seen and changed from the browser, and visits without a name, from which people can be enrolled.
 *
 * <p>Entry point: {@link io.facestream.console.people.PeopleApi}. What may be enrolled is decided by the rules of
 * {@link io.facestream.facebank.enrolment}, as {@code ./facestream enroll} does. Where people are kept is behind {@code PeopleStore}: the
 * watched folder of a run, or its facebank on a topic; a facebank file is only shown.
 */
@NullMarked
package io.facestream.console.people;

import org.jspecify.annotations.NullMarked;
