package io.facestream.job.visit;

import io.facestream.job.identify.RankedPerson;
import java.util.Collection;
import java.util.List;

/**
 * What a visit's face looks like: the fused shots of the track that had the most.
 *
 * @param unit fused unit vector; empty before the first shot
 * @param shots embeddings in it
 * @param people whom it was most like, best first
 */
public record VisitProbe(float[] unit, int shots, List<RankedPerson> people) {
    static final VisitProbe NONE = new VisitProbe(new float[0], 0, List.of());

    /** The one of more shots; of as many, the other. */
    VisitProbe orBetter(VisitProbe other) {
        return other.unit.length > 0 && other.shots >= shots ? other : this;
    }

    /** The same without people of whom nothing is to be heard any more. */
    public VisitProbe without(Collection<String> personIds) {
        List<RankedPerson> others = people.stream()
                .filter(person -> !personIds.contains(person.personId()))
                .toList();
        return others.size() == people.size() ? this : new VisitProbe(unit, shots, others);
    }
}
