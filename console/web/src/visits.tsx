import { useEffect, useState } from "preact/hooks";
import { get, path, type Visit } from "./api";
import { useEvery, useNames, useRole } from "./hooks";
import { EnrolVisit } from "./unknowns";
import { figure, lasting, when, why } from "./words";

type Filter = { camera: string; person: string; state: string };

/** Who was seen, newest first, as it happens. */
export function Visits() {
  const [filter, setFilter] = useState<Filter>({ camera: "", person: "", state: "" });
  const [open, setOpen] = useState<string | null>(null);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const stream = new EventSource("/api/visits/stream");
    stream.addEventListener("visit", () => setChanges((count) => count + 1));
    return () => stream.close();
  }, []);
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""));
  const [visits, problem] = useEvery(() => get<Visit[]>(`/api/visits?${query}`), 5000, [query.toString(), changes]);
  const called = useNames();
  const change = (part: Partial<Filter>) => setFilter({ ...filter, ...part });
  return (
    <section aria-label="Visits">
      <form class="filter" onSubmit={(event) => event.preventDefault()}>
        <label>
          Person <input value={filter.person} onInput={(event) => change({ person: event.currentTarget.value.trim() })} />
        </label>
        <label>
          Camera <input value={filter.camera} onInput={(event) => change({ camera: event.currentTarget.value.trim() })} />
        </label>
        <label>
          Said{" "}
          <select value={filter.state} onChange={(event) => change({ state: event.currentTarget.value })}>
            <option value="">anything</option>
            <option value="IDENTIFIED">identified</option>
            <option value="UNKNOWN">unknown</option>
            <option value="APPEARED">nothing yet</option>
            <option value="CHANGED">changed</option>
            <option value="REIDENTIFIED">named later</option>
          </select>
        </label>
      </form>
      {problem !== null && visits === null && <p class="quiet">{problem}</p>}
      {visits !== null && visits.length === 0 && <p class="quiet">Nobody yet.</p>}
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
    </section>
  );
}

type Called = (personId: string) => string;

function VisitRow({ visit, called, open, toggle }: { visit: Visit; called: Called; open: boolean; toggle: () => void }) {
  const named = visit.personId !== null;
  return (
    <li class={named ? "named" : "unnamed"}>
      <button type="button" aria-expanded={open} onClick={toggle}>
        <time dateTime={visit.firstSeenAt}>{when(visit.firstSeenAt, visit.mediaTimeMillis)}</time>
        <strong>{visit.personId === null ? (visit.strangerId ?? "unknown") : called(visit.personId)}</strong>
        <span>{visit.cameraId}</span>
        <span class="figure">{named ? figure(visit.score) : ""}</span>
        <span class="quiet">{named ? "" : why(visit.reason)}</span>
        <span class="quiet">{visit.over ? lasting(visit.firstSeenAt, visit.lastSeenAt) : "here now"}</span>
      </button>
      {open && <Details visit={visit} called={called} />}
    </li>
  );
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
          <code>{visit.modelId.slice(0, 12)}</code>
        </dd>
      </dl>
      <ol class="said">
        {visit.events.map((event) => (
          <li key={event.type + event.at}>
            <time dateTime={event.at}>{event.at.replace(/^.*T|Z$/g, "").slice(0, 12)}</time> {event.type.toLowerCase()}{" "}
            {event.personId === null ? "" : called(event.personId)} {why(event.reason)}
          </li>
        ))}
      </ol>
      {visit.personId === null && <Face visit={visit} />}
    </div>
  );
}

/** The face of a visit without a name, and a name for it. */
function Face({ visit }: { visit: Visit }) {
  const may = useRole();
  const [shown, setShown] = useState<boolean | null>(null);
  return (
    <div class="face">
      {shown === false ? (
        <p class="quiet">No face of this visit is kept (run --crops FOLDER keeps them).</p>
      ) : (
        <img
          src={path`/api/visits/${visit.visitId}/face`}
          alt="Face of this visit"
          onLoad={() => setShown(true)}
          onError={() => setShown(false)}
        />
      )}
      {shown === true && may("OPERATOR") && <EnrolVisit visitId={visit.visitId} />}
    </div>
  );
}
