/**
 * The product's output: {@link io.facestream.job.event.IdentityEvent}, its builder and its one line of JSON. Ids depend on the visit, the type
 * and an ordinal alone. {@code docs/events.md} describes each field.
 */
@NullMarked
package io.facestream.job.event;

import org.jspecify.annotations.NullMarked;
