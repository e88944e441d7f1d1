package io.facestream.evaluate.identify;

/**
 * One probe held against a gallery.
 *
 * @param person whom the probe shows
 * @param picture of the probe
 * @param mated whether that person is enrolled
 * @param rank of the person, from 1, after all others of the same score; 0 if not enrolled or far behind
 * @param own score of the person; 0 with rank 0
 * @param best score of whoever is most alike, multiple of 1e-4
 * @param bestPerson who that is
 * @param lead distance of that score to the runner-up's; the score itself if there is no other
 */
public record Search(
        String person,
        String picture,
        boolean mated,
        int rank,
        double own,
        double best,
        String bestPerson,
        double lead) {}
