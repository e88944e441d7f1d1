package io.facestream.job.latecomer;

import io.facestream.job.facebank.EnrolledPerson;
import io.facestream.job.facebank.Enrolment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All parts of a commit.
 *
 * @param gone who are no longer enrolled
 */
record LateCommit(String facebankVersion, String modelId, List<EnrolledPerson> people, Set<String> gone) {
    static LateCommit of(List<Enrolment> parts) {
        List<EnrolledPerson> people = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        parts.forEach(part -> {
            people.addAll(part.people());
            gone.addAll(part.gone());
        });
        Enrolment first = parts.get(0);
        return new LateCommit(first.facebankVersion(), first.modelId(), people, gone);
    }
}
