package io.facestream.job.identify;

import io.facestream.job.facebank.BankChange;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.jspecify.annotations.Nullable;

/**
 * Of whom {@link IdentifyFunction#ENROLMENTS} has yet to tell, in broadcast state: vectors are worked out on another thread, and a failure
 * in between must not swallow the news.
 */
final class EnrolmentNews {
    private final boolean told;

    /** @param told false where nobody is told anything */
    EnrolmentNews(boolean told) {
        this.told = told;
    }

    /**
     * People of whom is to be told. What a bank gives first is all that it holds: who was to be told of before a restart still is, and
     * whoever is in the first version that a job sees was enrolled before anybody was seen.
     *
     * @param deciding the bank of the model in force
     * @param change what has changed in it; null for nothing
     */
    Set<String> note(
            JobBank deciding, @Nullable BankChange change, KeyedBroadcastProcessFunction<?, ?, ?, ?>.Context context)
            throws Exception {
        Set<String> people = new TreeSet<>();
        if (!told) {
            return people;
        }
        BroadcastState<String, String> untold = context.getBroadcastState(IdentifyFunction.UNTOLD);
        if (deciding.tookAll()) {
            untold.immutableEntries().forEach(entry -> people.add(entry.getKey()));
        } else if (change != null) {
            change.people().forEach(person -> people.add(person.personId()));
            change.templates().forEach(template -> people.add(template.personId()));
            people.remove(""); // a template that was not there
            for (String personId : people) {
                untold.put(personId, change.name());
            }
        }
        return people;
    }

    /** Tells what has been worked out. */
    void tell(Newcomers newcomers, KeyedBroadcastProcessFunction<?, ?, ?, ?>.Context context) throws Exception {
        Newcomers.News news = newcomers.take();
        while (news != null) {
            news.parts().forEach(part -> context.output(IdentifyFunction.ENROLMENTS, part));
            for (String personId : news.personIds()) {
                context.getBroadcastState(IdentifyFunction.UNTOLD).remove(personId);
            }
            news = newcomers.take();
        }
    }
}
