/**
 * One person's way past several cameras: {@link io.facestream.job.journey.JourneyStreams} turns identity events into upserts of
 * {@link io.facestream.job.journey.Journey}s. {@code VisitOwners} is a pure step, keyed by visit, that says whose a visit is and whose it
 * no longer is; {@code Journeys} is a pure step, keyed by person, that joins visits less than {@code journey-gap} apart. What comes of a set
 * of visits does not depend on the order in which they arrive. Settings: {@code journey-gap}, {@code allowed-lateness}.
 *
 * <pre>{@code
 * DataStream<Journey> journeys = JourneyStreams.of(events, new JourneyOptions(300_000, 600_000));
 * }</pre>
 */
@NullMarked
package io.facestream.job.journey;

import org.jspecify.annotations.NullMarked;
