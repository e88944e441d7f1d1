package io.facestream.job.identify;

import java.util.List;

/** The facebank as identification sees it: one version, searched by one thread at a time. */
public interface PeopleSearch {
    /** The best people for a unit vector, best first; scores are rounded to 1e-4, so that every machine ranks alike. */
    List<RankedPerson> search(float[] probe, int k);

    /** Number of people enrolled. */
    int people();

    /** The score from which a fused probe of so many shots is that person. */
    float threshold(int shots);

    /** Least distance of a name's score to the runner-up's, unless the facebank says otherwise. */
    default float margin(float otherwise) {
        return otherwise;
    }

    /** People of whom nobody is to hear, by id. */
    default List<String> ignored() {
        return List.of();
    }

    /** Whether nobody is to hear of this person. */
    default boolean isIgnored(String personId) {
        return ignored().contains(personId);
    }

    String version();

    /** Names what is searched, whatever the version is called; empty where nobody asks. */
    default String contentHash() {
        return "";
    }

    String modelId();
}
