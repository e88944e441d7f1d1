/**
 * What still names a person who was erased: {@link io.facestream.facebank.trace.Traces} looks into retained savepoints, events and videos,
 * and says of each finding by which command it is removed. Nothing here deletes anything but
 * {@link io.facestream.facebank.trace.EventTopics#deleteBefore}, which is that command for events.
 */
@NullMarked
package io.facestream.facebank.trace;

import org.jspecify.annotations.NullMarked;
