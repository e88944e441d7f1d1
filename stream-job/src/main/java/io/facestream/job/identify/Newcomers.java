package io.facestream.job.identify;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.EnrolledPerson;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.vision.gallery.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is enrolled, looks different or is gone since it was asked last, for those who remember whom they have seen. Who cannot be
 * opened yet, because the key is not there, is told of later. One thread works it out, another takes it.
 */
final class Newcomers {
    /**
     * What there is to tell.
     *
     * @param personIds everybody whom it concerns
     * @param parts of one commit, in their order
     */
    record News(Set<String> personIds, List<Enrolment> parts) {}

    private final Set<String> untold = new TreeSet<>();
    private final Queue<News> news = new ConcurrentLinkedQueue<>();

    /** Says that something about these people has changed. */
    void note(Collection<String> personIds) {
        untold.addAll(personIds);
    }

    /** Works out what there is to tell of the version that the catalog holds. */
    void resolve(String version, SearchModel model, PeopleCatalog catalog, VectorOpener vectors, long atMillis) {
        Set<String> told = new TreeSet<>();
        List<EnrolledPerson> people = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        Set<String> ignored = catalog.ignored();
        for (String personId : untold) {
            List<BankTemplate> own = catalog.usable(personId, atMillis);
            if (own.stream().anyMatch(BankTemplate::isSealed) && !vectors.hasKey(personId)) {
                continue;
            }
            told.add(personId);
            List<Template> mean = OpenedPerson.of(own, vectors, model.modelId(), model.dimension())
                    .mean();
            if (mean.isEmpty() || ignored.contains(personId)) {
                gone.add(personId);
            } else {
                people.add(new EnrolledPerson(personId, mean.get(0).unit()));
            }
        }
        untold.removeAll(told);
        if (!told.isEmpty()) {
            news.add(new News(told, parts(version, model.modelId(), people, gone)));
        }
    }

    private static List<Enrolment> parts(
            String version, String modelId, List<EnrolledPerson> everybody, List<String> gone) {
        boolean tooMany = everybody.size() > Enrolment.MOST_PEOPLE;
        List<EnrolledPerson> people = tooMany ? List.of() : everybody;
        int size = Math.max(people.size(), gone.size());
        List<Enrolment> parts = new ArrayList<>();
        for (int from = 0; from == 0 || from < size; from += Enrolment.PART_SIZE) {
            int to = from + Enrolment.PART_SIZE;
            parts.add(new Enrolment(
                    version,
                    modelId,
                    part(people, from),
                    part(gone, from),
                    tooMany && from == 0 ? everybody.size() : 0,
                    to >= size));
        }
        return parts;
    }

    private static <T> List<T> part(List<T> all, int from) {
        int start = Math.min(from, all.size());
        return List.copyOf(all.subList(start, Math.min(start + Enrolment.PART_SIZE, all.size())));
    }

    /** The next news, if there are any; on any thread. */
    @Nullable
    News take() {
        return news.poll();
    }
}
