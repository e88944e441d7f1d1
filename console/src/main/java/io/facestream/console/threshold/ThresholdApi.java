package io.facestream.console.threshold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Request;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.model.RunModels;
import io.facestream.console.threshold.FacebankWatch.Known;
import io.facestream.console.visit.Visit;
import io.facestream.console.visit.VisitBook;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import io.facestream.vision.threshold.Threshold;
import io.undertow.util.Methods;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the threshold does, and how it is changed, as routes. Thread-safe. */
public final class ThresholdApi implements AutoCloseable {
    /** Rates that can be chosen: one stranger's passage in so many. */
    private static final List<Integer> ONE_IN = List.of(
            5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
            1_000_000);

    /** A passage is decided when there are so many shots. */
    private static final int PASSAGE_SHOTS = 3;

    private static final int MOST_VISITS = 5_000;
    private static final int MOST_QUESTION_BYTES = 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<DecidingRun> run;
    private final VisitBook book;
    private final FacebankWatch watch;

    /** @param models the run's */
    public ThresholdApi(Supplier<DecidingRun> run, VisitBook book, RunModels models) {
        this.run = run;
        this.book = book;
        this.watch = new FacebankWatch(run, models);
    }

    public List<Route> routes() {
        return List.of(
                new Route(Methods.GET, "/api/threshold", Role.VIEWER, request -> state()),
                new Route(Methods.PUT, "/api/threshold", Role.ADMIN, this::set),
                new Route(Methods.DELETE, "/api/threshold", Role.ADMIN, this::reset));
    }

    /** By what the run decides now; may wait for the facebank to be read. */
    public InForce inForce() throws InterruptedException {
        return watch.inForce();
    }

    private Object set(Request request) throws Exception {
        double fpir;
        try {
            JsonNode wanted = JSON.readTree(request.body(MOST_QUESTION_BYTES)).path("fpir");
            fpir = wanted.isNumber() ? wanted.asDouble() : Double.NaN;
        } catch (JsonProcessingException e) {
            fpir = Double.NaN;
        }
        if (!(fpir > 0 && fpir < 1)) {
            throw new Refusal(
                    400,
                    "fpir: " + (Double.isNaN(fpir) ? "no number" : fpir)
                            + " (expected: between 0 and 1, such as 0.001)");
        }
        watch.set(fpir);
        return state();
    }

    private Object reset(Request request) throws Exception {
        watch.set(Double.NaN);
        return state();
    }

    private Map<String, Object> state() {
        Known known = watch.now();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("ready", known != null);
        state.put("problem", watch.problem());
        state.put("fpir", watch.fpir(known));
        state.put("ownFpir", run.get().identify().fpir());
        state.put("margin", run.get().identify().margin());
        state.put("set", known != null && !Double.isNaN(known.fpirThere()));
        if (known != null) {
            ModelCard card = known.card();
            state.put("modelName", card.id());
            state.put("modelId", card.sha256());
            state.put("measuredOn", card.thresholdsMeasuredOn());
            facebank(state, known);
            scores(state, known.scores(), card, watch.fpir(known));
        }
        return state;
    }

    private static void facebank(Map<String, Object> state, Known known) {
        Map<String, Object> facebank = new LinkedHashMap<>();
        facebank.put("kind", known.kind());
        facebank.put("version", known.version());
        facebank.put("people", known.scores().people());
        facebank.put("templates", known.scores().templates());
        facebank.put("sampled", known.scores().sampled());
        facebank.put("changesLive", known.changesLive());
        state.put("facebank", facebank);
    }

    private void scores(Map<String, Object> state, FacebankScores scores, ModelCard card, double now) {
        MatchThresholds table = MatchThresholds.of(card);
        Predicate<Visit> ofModel = visit -> visit.modelId().equals(card.sha256());
        Scores named = visits(ofModel.and(visit -> visit.personId() != null));
        Scores unnamed = visits(ofModel.and(visit -> visit.personId() == null));
        int ofOthers = visits(ofModel.negate()).count();
        Map<String, Object> bars = new LinkedHashMap<>();
        bars.put("from", Scores.FROM);
        bars.put("width", Scores.BAR);
        bars.put("same", scores.same().bars());
        bars.put("different", scores.different().bars());
        bars.put("visitsNamed", named.bars());
        bars.put("visitsUnnamed", unnamed.bars());
        state.put("bars", bars);
        state.put("visits", Map.of("named", named.count(), "unnamed", unnamed.count(), "ofOtherModels", ofOthers));
        TreeSet<Double> rates = new TreeSet<>(java.util.Comparator.reverseOrder());
        ONE_IN.forEach(one -> rates.add(1.0 / one));
        rates.add(now);
        state.put(
                "settings",
                rates.stream()
                        .map(fpir -> setting(fpir, scores, table, named, unnamed))
                        .toList());
    }

    private static Setting setting(
            double fpir, FacebankScores scores, MatchThresholds table, Scores named, Scores unnamed) {
        Threshold one = table.at(fpir, scores.people(), 1);
        Threshold passage = table.at(fpir, scores.people(), PASSAGE_SHOTS);
        double threshold = one.value();
        Scores same = scores.same();
        return new Setting(
                fpir,
                one.fmr(),
                threshold,
                passage.value(),
                !one.clamped(),
                Rate.of(same.count() - same.atOrAbove(threshold), same.count()),
                Rate.of(
                        scores.different().atOrAbove(threshold),
                        scores.different().count()),
                Rate.of(scores.best().atOrAbove(threshold), scores.best().count()),
                named.atOrAbove(passage.value()) + unnamed.atOrAbove(passage.value()));
    }

    /** The best scores of the visits that are wanted and were decided on evidence. */
    private Scores visits(Predicate<Visit> wanted) {
        return Scores.of(book.newest(visit -> visit.score() != null && wanted.test(visit), MOST_VISITS).stream()
                .map(Visit::score)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    @Override
    public void close() {
        watch.close();
    }
}
