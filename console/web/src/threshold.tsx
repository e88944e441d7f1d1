import { useEffect, useState } from "preact/hooks";
import { ask, get, SignedOut } from "./api";
import { Histogram } from "./histogram";
import { leave, useEvery } from "./hooks";
import { oneIn } from "./words";

type Rate = { count: number; of: number; low: number; high: number; support: "NONE" | "FEW" | "GOOD" };
type Setting = {
  fpir: number;
  fmr: number;
  threshold: number;
  passageThreshold: number;
  measured: boolean;
  missed: Rate;
  matched: Rate;
  named: Rate;
  visitsNamed: number;
};
type State = {
  ready: boolean;
  problem: string;
  fpir: number;
  ownFpir: number;
  set: boolean;
  modelName?: string;
  measuredOn?: string;
  facebank?: { kind: string; version: string; people: number; templates: number; sampled: boolean; changesLive: boolean };
  bars?: { from: number; width: number; same: number[]; different: number[]; visitsNamed: number[]; visitsUnnamed: number[] };
  visits?: { named: number; unnamed: number; ofOtherModels: number };
  settings?: Setting[];
};

/** What the threshold does, and another one. */
export function Threshold() {
  const [again, setAgain] = useState(0);
  const [state, problem] = useEvery(() => get<State>("/api/threshold"), 2000, [again]);
  const [chosen, setChosen] = useState<number | null>(null);
  const [role, setRole] = useState("");
  useEffect(() => {
    void get<{ role: string }>("/api/session").then((session) => setRole(session.role), () => {});
  }, []);
  if (state === null || !state.ready) {
    return <p class="quiet">{problem || state?.problem || "Reading the facebank…"}</p>;
  }
  const { settings = [], bars, facebank, visits } = state;
  const now = settings.findIndex((one) => one.fpir === state.fpir);
  const at = chosen === null ? now : Math.max(0, settings.findIndex((one) => one.fpir === chosen));
  const setting = settings[at];
  if (setting === undefined || bars === undefined || facebank === undefined || visits === undefined) {
    return <p class="quiet">{problem ?? "…"}</p>;
  }
  return (
    <section aria-label="Threshold" class="thresholds">
      {state.problem !== "" && (
        <p role="alert" class="bad">
          {state.problem}
        </p>
      )}
      <p class="quiet">
        {counts(facebank.people, "person")} with {counts(facebank.templates, "picture")} ({facebank.kind}, version {facebank.version}), model{" "}
        {state.modelName}. {facebank.sampled && "The facebank is large: an evenly spread part of it is compared. "}
      </p>
      <label class="slider">
        <span>
          Strangers who may get a name: <strong>{oneIn(setting.fpir)}</strong>
          {at === now && " (now)"}
        </span>
        <input
          type="range"
          min={0}
          max={settings.length - 1}
          value={at}
          aria-valuetext={`${oneIn(setting.fpir)} strangers, threshold ${setting.threshold.toFixed(3)}`}
          onInput={(event) => setChosen(settings[Number(event.currentTarget.value)]?.fpir ?? null)}
        />
        <span class="ends quiet">
          <span>more people are found</span>
          <span>fewer mistakes</span>
        </span>
      </label>
      {!setting.measured && (
        <p class="warn">This lies beyond what was measured of the model; the nearest measured threshold is used.</p>
      )}
      <Apply state={state} setting={setting} isNow={at === now} role={role} done={() => (setChosen(null), setAgain(again + 1))} />
      <h2>In this facebank</h2>
      <Histogram
        label={`Scores in the facebank. ${counts(setting.missed.of, "comparison")} of one person, ${setting.missed.count} below the threshold; ${counts(setting.matched.of, "comparison")} of different people, ${setting.matched.count} at or above it.`}
        from={bars.from}
        step={bars.width}
        threshold={setting.threshold}
        series={[
          { name: `same person (${setting.missed.of.toLocaleString("en")})`, bars: bars.same, kind: "same" },
          { name: `different people (${setting.matched.of.toLocaleString("en")})`, bars: bars.different, kind: "different" },
        ]}
      />
      <dl class="rates">
        <Errors name="The right person is missed (FNMR)" what="pictures, held against the others of the same person" rate={setting.missed} />
        <Errors name="Two people are taken for one (FMR)" what="comparisons of a picture with another person" rate={setting.matched} />
        <Errors name="A stranger gets a name (FPIR)" what="pictures, were their person not enrolled" rate={setting.named} />
        <dt>By the model's card</dt>
        <dd>
          FMR {percent(setting.fmr)} a comparison, so FPIR {percent(setting.fpir)} with {counts(facebank.people, "person")}
        </dd>
      </dl>
      <p class="quiet">
        The pictures of a facebank are better than a camera's and few; the intervals hold 95 % of the time, for pictures like these. The card's
        rates: {state.measuredOn}
      </p>
      <h2>Visits of this run</h2>
      {visits.ofOtherModels > 0 && (
        <p class="quiet">{counts(visits.ofOtherModels, "visit")} that another model decided cannot be told on its scale, and are left out.</p>
      )}
      {visits.named + visits.unnamed === 0 ? (
        <p class="quiet">No visit has been decided yet.</p>
      ) : (
        <>
          <Histogram
            label={`Best scores of visits: ${visits.named} with a name, ${visits.unnamed} without.`}
            from={bars.from}
            step={bars.width}
            threshold={setting.passageThreshold}
            series={[
              { name: `named (${visits.named})`, bars: bars.visitsNamed, kind: "same" },
              { name: `not named (${visits.unnamed})`, bars: bars.visitsUnnamed, kind: "different" },
            ]}
          />
          <p>
            With a best score of {setting.passageThreshold.toFixed(3)} or more, which a passage needs{at === now ? " now" : " at this setting"}:{" "}
            {setting.visitsNamed} of {counts(visits.named + visits.unnamed, "visit")}.
          </p>
        </>
      )}
    </section>
  );
}

type ApplyProps = { state: State; setting: Setting; isNow: boolean; role: string; done: () => void };

function Apply({ state, setting, isNow, role, done }: ApplyProps) {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const act = async (work: Promise<unknown>, words: string) => {
    setProblem("");
    setSaid("");
    try {
      await work;
      setSaid(words);
      done();
    } catch (error) {
      if (error instanceof SignedOut) {
        leave.listener();
      } else {
        setProblem((error as Error).message);
      }
    }
  };
  const use = () => act(ask("PUT", "/api/threshold", { fpir: setting.fpir }), "Set. The run takes it within two seconds.");
  const reset = () => act(ask("DELETE", "/api/threshold"), "The run's own setting holds again.");
  return (
    <div class="apply">
      {state.facebank?.changesLive !== true ? (
        <p>
          A facebank file is read once: start the run with <code>--fpir {setting.fpir}</code> to use this. A folder or a topic takes it while the
          run goes on.
        </p>
      ) : role !== "ADMIN" ? (
        <p class="quiet">An admin may set it here.</p>
      ) : (
        <>
          <button type="button" disabled={isNow} onClick={() => void use()}>
            Use this now
          </button>
          {state.set && (
            <button type="button" onClick={() => void reset()}>
              Back to the run's own ({oneIn(state.ownFpir)})
            </button>
          )}
        </>
      )}
      <p role="status" class="good">
        {said}
      </p>
      <p role="alert" class="bad">
        {problem}
      </p>
    </div>
  );
}

function Errors({ name, what, rate }: { name: string; what: string; rate: Rate }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {rate.of === 0 ? (
          "nothing to compare"
        ) : (
          <>
            {percent(rate.count / rate.of)}: {rate.count.toLocaleString("en")} of {rate.of.toLocaleString("en")} {what}; likely {percent(rate.low)} to {percent(rate.high)}
          </>
        )}
        {rate.support !== "GOOD" && (
          <span class="warn">
            {rate.of === 0
              ? ""
              : rate.count === 0
                ? ` – too little data to tell a rate below ${percent(rate.high)}`
                : " – too little data for more than a rough figure"}
          </span>
        )}
      </dd>
    </>
  );
}

const counts = (count: number, what: string) => `${count.toLocaleString("en")} ${count === 1 ? what : what === "person" ? "people" : `${what}s`}`;
const percent = (rate: number) => `${+(100 * rate).toPrecision(2)} %`;
