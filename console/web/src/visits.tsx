import { useEffect, useState } from "preact/hooks";
import { get, path, type Camera, type UseLog, type Visit } from "./api";
import { useEvery, useNames, useRole } from "./hooks";
import { NamePicker } from "./picker";
import { Reviews } from "./reviews";
import { Timeline } from "./timeline";
import { EnrolVisit } from "./unknowns";
import { figure, lasting, stranger, when, why } from "./words";

type Filter = { camera: string; person: string; state: string; from: string; to: string };

const NONE: Filter = { camera: "", person: "", state: "", from: "", to: "" };
const STATES = [
  ["", "anything"],
  ["IDENTIFIED", "identified"],
  ["UNKNOWN", "unknown"],
  ["APPEARED", "nothing yet"],
  ["CHANGED", "changed"],
  ["REIDENTIFIED", "named later"],
] as const;
const PAGE = 100;
const MOST = 500;
const AGAIN_MILLIS = 2000;

/** Who was seen, newest first, as it happens. */
export function Visits() {
  const [filter, setFilter] = useState(NONE);
  const [name, setName] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const [open, setOpen] = useState<string | null>(null);
  const changes = useChanges();
  const query = new URLSearchParams(Object.entries({ ...filter, limit: String(limit) }).filter(([, value]) => value !== ""));
  const [visits, problem] = useEvery(() => get<Visit[]>(`/api/visits?${query}`), 5000, [query.toString(), changes]);
  const [log] = useEvery(() => get<UseLog>("/api/use-log"), 30_000);
  const called = useNames();
  const change = (part: Partial<Filter>) => setFilter({ ...filter, ...part });
  return (
    <section aria-label="Visits">
      <form class="filter" onSubmit={(event) => event.preventDefault()}>
        <NamePicker
          label="Person"
          id="filter-names"
          value={name}
          type={(text) => (setName(text), change({ person: text.trim() }))}
          meant={(person) => person !== undefined && change({ person: person.personId })}
        />
        <Chosen filter={filter} change={change} />
        {(filter !== NONE || name !== "") && (
          <button type="button" onClick={() => (setFilter(NONE), setName(""))}>
            All
          </button>
        )}
      </form>
      {problem !== null && visits === null && <p class="quiet">{problem}</p>}
      {visits !== null && visits.length === 0 && <p class="quiet">Nobody yet.</p>}
      {log?.state === "NONE" && <p class="quiet">Matches cannot be reviewed here, as no log of use is kept: {log.problem}.</p>}
      {visits !== null && <Timeline visits={visits} called={called} choose={setOpen} />}
      <ol class="visits">
        {visits?.map((visit) => (
          <VisitRow
            key={visit.visitId}
            visit={visit}
            called={called}
            open={open === visit.visitId}
            toggle={() => setOpen(open === visit.visitId ? null : visit.visitId)}
          />
        ))}
      </ol>
      {visits !== null && visits.length === limit && limit < MOST && (
        <button type="button" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
          Show older ones
        </button>
      )}
    </section>
  );
}

/** Counts what the console says of visits; comes back by itself. */
function useChanges(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    let stream: EventSource;
    let timer: ReturnType<typeof setTimeout>;
    const listen = () => {
      stream = new EventSource("/api/visits/stream");
      stream.addEventListener("visit", () => setChanges((count) => count + 1));
      // a browser tries again after a lost connection, but not after a refusal, as of a console that was started anew
      stream.onerror = () => {
        if (stream.readyState === EventSource.CLOSED) {
          timer = setTimeout(listen, AGAIN_MILLIS);
        }
      };
    };
    listen();
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, []);
  return changes;
}

function Chosen({ filter, change }: { filter: Filter; change: (part: Partial<Filter>) => void }) {
  const [cameras] = useEvery(() => get<Camera[]>("/api/cameras"), 10_000);
  const time = (text: string) => (text === "" ? "" : new Date(text).toISOString());
  return (
    <>
      <label>
        Camera{" "}
        <select value={filter.camera} onChange={(event) => change({ camera: event.currentTarget.value })}>
          <option value="">any</option>
          {cameras?.map((camera) => (
            <option key={camera.cameraId} value={camera.cameraId}>
              {camera.cameraId}
            </option>
          ))}
        </select>
      </label>
      <label>
        Said{" "}
        <select value={filter.state} onChange={(event) => change({ state: event.currentTarget.value })}>
          {STATES.map(([state, words]) => (
            <option key={state} value={state}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        From <input type="datetime-local" value={local(filter.from)} onChange={(event) => change({ from: time(event.currentTarget.value) })} />
      </label>
      <label>
        To <input type="datetime-local" value={local(filter.to)} onChange={(event) => change({ to: time(event.currentTarget.value) })} />
      </label>
    </>
  );
}

/** A time as its input has it: of this place, to the minute. */
function local(time: string): string {
  if (time === "") {
    return "";
  }
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

type Called = (personId: string) => string;

function VisitRow({ visit, called, open, toggle }: { visit: Visit; called: Called; open: boolean; toggle: () => void }) {
  const named = visit.personId !== null;
  return (
    <li class={named ? "named" : "unnamed"}>
      <button type="button" aria-expanded={open} onClick={toggle}>
        {visit.face ? <img src={faceOf(visit)} alt="" loading="lazy" /> : <span class="blank" aria-hidden="true" />}
        <time dateTime={visit.firstSeenAt}>{when(visit.firstSeenAt, visit.mediaTimeMillis)}</time>
        <strong>{visit.personId === null ? stranger(visit.strangerId) : called(visit.personId)}</strong>
        <span>{visit.cameraId}</span>
        <span class="figure">{named ? figure(visit.score) : ""}</span>
        <span class="quiet reason">{named ? "" : why(visit.reason)}</span>
        <span class="quiet lasting">{visit.over ? lasting(visit.firstSeenAt, visit.lastSeenAt) : "here now"}</span>
      </button>
      {open && <Details visit={visit} called={called} />}
    </li>
  );
}

/** When something was said: where in the file, or at what time of this place. */
function moment(visit: Visit, at: string): string {
  const position = visit.mediaTimeMillis === null ? null : visit.mediaTimeMillis + Date.parse(at) - Date.parse(visit.firstSeenAt);
  return when(at, position);
}

function faceOf(visit: Visit): string {
  return path`/api/visits/${visit.visitId}/face`;
}

function Details({ visit, called }: { visit: Visit; called: Called }) {
  return (
    <div class="details">
      <dl>
        <dt>Score</dt>
        <dd>
          {figure(visit.score, 3)} (needs {figure(visit.threshold, 3)})
        </dd>
        <dt>Lead over the next</dt>
        <dd>
          {figure(visit.margin, 3)} {visit.runnerUp !== null && `(${called(visit.runnerUp)})`}
        </dd>
        {visit.personId === null && (
          <>
            <dt>Why not recognised</dt>
            <dd>{why(visit.reason) || "not decided yet"}</dd>
          </>
        )}
        <dt>Best people</dt>
        <dd>{visit.candidates.map((one) => `${called(one.personId)} ${one.score.toFixed(3)}`).join(", ") || "–"}</dd>
        <dt>Quality</dt>
        <dd>{figure(visit.quality)}</dd>
        <dt>Facebank</dt>
        <dd>{visit.facebankVersion || "–"}</dd>
        {visit.committed !== null && (
          <>
            <dt>Committed</dt>
            <dd>
              {visit.committed ? "yes" : `${visit.events.filter((event) => event.committed).length} of ${visit.events.length} events so far`}
            </dd>
          </>
        )}
        <dt>Model</dt>
        <dd>
          <code title={visit.modelId}>{visit.modelId.slice(0, 12)}</code>
        </dd>
        <dt>Visit</dt>
        <dd>
          <code>{visit.visitId}</code>
        </dd>
      </dl>
      <ol class="said">
        {visit.events.map((event) => (
          <li key={event.type + event.at}>
            <time dateTime={event.at}>{moment(visit, event.at)}</time> {event.type.toLowerCase()}{" "}
            {event.personId === null ? "" : called(event.personId)} {why(event.reason)}
          </li>
        ))}
      </ol>
      <div>
        <Face visit={visit} />
        {visit.events.map(
          (event) => event.match && <Reviews key={event.eventId} eventId={event.eventId} at={moment(visit, event.at)} person={called(event.personId ?? "")} />,
        )}
      </div>
    </div>
  );
}

/** The best face of a visit, and a name for it where it has none. */
function Face({ visit }: { visit: Visit }) {
  const may = useRole();
  if (!visit.face) {
    return <p class="quiet">No face of this visit is kept (run --crops FOLDER keeps them).</p>;
  }
  return (
    <div class="face">
      <img src={faceOf(visit)} width={112} height={112} alt="Face of this visit" />
      {visit.personId === null && may("OPERATOR") && <EnrolVisit visitId={visit.visitId} stranger={visit.strangerId} />}
    </div>
  );
}
