import { useState } from "preact/hooks";
import { get, path, send, type Intake, type Unknown, type Unknowns as Answer } from "./api";
import { useAction, useEvery, useNames, useRole } from "./hooks";
import { IntakeReport } from "./pictures";
import { when, why } from "./words";

/** Who was seen and has no name. */
export function Unknowns() {
  const [answer, problem] = useEvery(() => get<Answer>("/api/unknowns"), 4000);
  if (answer === null) {
    return <p class={problem === null ? "quiet" : "bad"}>{problem ?? "…"}</p>;
  }
  return (
    <section aria-label="Unknowns">
      {[answer.faces, answer.strangers]
        .filter((note) => note !== "")
        .map((note) => (
          <p key={note} class="quiet">
            {note}
          </p>
        ))}
      {answer.unknowns.length === 0 && <p class="quiet">Nobody without a name yet.</p>}
      <ul class="gallery">
        {answer.unknowns.map((unknown) => (
          <li key={unknown.strangerId ?? unknown.visits[0]}>
            <Stranger unknown={unknown} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Stranger({ unknown }: { unknown: Unknown }) {
  const may = useRole();
  return (
    <article class="person unknown">
      <div class="head">
        {unknown.face === null ? (
          <span class="blank" aria-hidden="true" />
        ) : (
          <img src={path`/api/visits/${unknown.face}/face`} alt={unknown.strangerId ?? "Unknown"} loading="lazy" />
        )}
        <span>
          <strong>{unknown.strangerId ?? "Unknown"}</strong>
          <span>{unknown.times === 1 ? "seen once" : `seen ${unknown.times} times`}</span>
          <span class="quiet">
            {unknown.cameras.join(", ")}, last at {when(unknown.lastSeenAt, unknown.mediaTimeMillis)}
          </span>
          {unknown.reason !== null && <span class="quiet">{why(unknown.reason)}</span>}
        </span>
      </div>
      {unknown.face !== null && may("OPERATOR") && <EnrolVisit visitId={unknown.face} />}
    </article>
  );
}

/** Gives the face of a visit a name: a new one, or that of somebody who is there. */
export function EnrolVisit({ visitId }: { visitId: string }) {
  const called = useNames();
  const [names] = useEvery(() => get<Record<string, string>>("/api/people/names"), 10_000);
  const [name, setName] = useState("");
  const [ignored, setIgnored] = useState(false);
  const [result, setResult] = useState<{ intake: Intake; name: string } | null>(null);
  const [act, busy, problem] = useAction();
  const known = Object.entries(names ?? {}).find(([, one]) => one === name.trim())?.[0];
  const list = `names-${visitId}`;
  const submit = (event: Event) => {
    event.preventDefault();
    act(async () => {
      const body = known === undefined ? { name, ignored } : { personId: known };
      const intake = await send<Intake>("POST", path`/api/visits/${visitId}/enrol`, body);
      setResult({ intake, name });
      setName(intake.taken > 0 ? "" : name);
    });
  };
  return (
    <form class="line stacked" onSubmit={submit}>
      <label>
        Name <input list={list} value={name} required maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <datalist id={list}>
        {Object.entries(names ?? {}).map(([id, one]) => (
          <option key={id} value={one} />
        ))}
      </datalist>
      {known === undefined && (
        <label class="check">
          <input type="checkbox" checked={ignored} onChange={(event) => setIgnored(event.currentTarget.checked)} /> Ignore: tell nothing of
          them
        </label>
      )}
      <button type="submit" class="main" disabled={busy}>
        {known === undefined ? "Enrol" : `Add to ${called(known)}`}
      </button>
      <p role="alert" class="bad">
        {problem}
      </p>
      {result !== null && <IntakeReport {...result} />}
    </form>
  );
}
