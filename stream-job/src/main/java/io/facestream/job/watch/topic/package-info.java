/**
 * Watches a run on a cluster through its topics: events at once and committed, annotations, and the frames that they belong to.
 *
 * <p>Entry point: {@link io.facestream.job.watch.topic.TopicWatch}, which fills a {@link io.facestream.job.watch.RunView} as the job itself
 * does in one process. A frame is kept coded until it is known what was found in it, and decoded only if it has to be scaled for somebody who
 * watches. A broker that is away is told once, and waited for.
 */
@NullMarked
package io.facestream.job.watch.topic;

import org.jspecify.annotations.NullMarked;
