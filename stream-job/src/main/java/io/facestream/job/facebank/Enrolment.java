package io.facestream.job.facebank;

import java.util.List;

/**
 * A part of what one commit of the facebank changed, person by person. It concerns those who were seen before it.
 *
 * @param facebankVersion that it led to, as events carry it
 * @param modelId of the vectors
 * @param people who are new, or look different than before
 * @param gone who are no longer enrolled, or were erased
 * @param passedOver people of the commit who are left out, because it changes too many at once
 * @param last whether this is the commit's last part
 */
public record Enrolment(
        String facebankVersion,
        String modelId,
        List<EnrolledPerson> people,
        List<String> gone,
        int passedOver,
        boolean last) {

    /** People a commit: one that changes more is an import, and nobody of it is held against those who were seen before. */
    public static final int MOST_PEOPLE = 1024;

    /** People a part: a part stays well below the size at which Flink writes a record to a file on its way. */
    public static final int PART_SIZE = 128;
}
