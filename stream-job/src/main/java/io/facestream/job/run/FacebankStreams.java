package io.facestream.job.run;

import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.facebank.BankLedger;
import io.facestream.job.facebank.ErasedPerson;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.facebank.FacebankSource;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.ModelCard;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The facebank's way into the job, and what it says besides: who was erased, and which of its records were refused. */
final class FacebankStreams {
    private FacebankStreams() {}

    /** @throws IllegalArgumentException that lists in what the facebank's topics are not as they must be */
    static void check(FacebankInput facebank) {
        List<String> problems = facebank.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** @throws IllegalArgumentException if the facebank cannot be searched by the job's models */
    static void checkModels(FacebankInput facebank, ModelCard main, Optional<ModelCard> shadow) {
        List<String> problems = facebank.problemsWith(main, shadow);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** The facebank and its changes, for every subtask. */
    static BroadcastStream<FacebankUpdate> updates(
            StreamExecutionEnvironment env, JobSettings settings, ModelChoice models, Optional<ModelChoice> shadow) {
        return env.fromSource(
                        new FacebankSource(settings.facebank().feed(models, shadow, settings.device())),
                        FacebankSource.watermarks(),
                        "facebank",
                        TypeInformation.of(FacebankUpdate.class))
                .uid("facebank")
                .setParallelism(1)
                .broadcast(
                        BankLedger.TEMPLATES,
                        BankLedger.PEOPLE,
                        BankLedger.ABOUT,
                        BankLedger.SHADOW_TEMPLATES,
                        BankLedger.SHADOW_PEOPLE,
                        BankLedger.SHADOW_ABOUT,
                        IdentifyFunction.UNTOLD);
    }

    /** The events of visits, and one for each person who is erased. Only topics know erasure. */
    static DataStream<IdentityEvent> withErasures(
            JobSettings settings,
            DataStream<IdentityEvent> visits,
            SingleOutputStreamOperator<IdentifiedFrame> identified) {
        if (settings.facebank().topic().isEmpty()) {
            return visits;
        }
        return visits.union(identified
                .getSideOutput(IdentifyFunction.ERASED)
                .map(FacebankStreams::erased)
                .returns(TypeInformation.of(IdentityEvent.class))
                .name("erased people")
                .uid("erased-people"));
    }

    private static IdentityEvent erased(ErasedPerson person) {
        return new IdentityEventBuilder(EventType.PERSON_ERASED, person.personId(), person.number())
                .person(person.personId())
                .at(person.erasedAtMillis(), -1)
                .searched(person.facebankVersion(), person.modelId())
                .build();
    }

    /** What other inputs refused, and the records of the facebank's topic that were no rows. */
    static Optional<DataStream<DeadLetter>> withRefused(
            JobSettings settings,
            Optional<DataStream<DeadLetter>> others,
            SingleOutputStreamOperator<IdentifiedFrame> identified) {
        if (settings.facebank().topic().isEmpty()) {
            return others;
        }
        DataStream<DeadLetter> rows = identified.getSideOutput(DeadLetter.TAG);
        return Optional.of(others.map(refused -> (DataStream<DeadLetter>) refused.union(rows))
                .orElse(rows));
    }
}
