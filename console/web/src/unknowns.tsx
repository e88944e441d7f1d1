import { useState } from "preact/hooks";
import { get, path, send, type Intake, type Person, type Roster, type Unknown, type Unknowns as Answer } from "./api";
import { useAction, useEvery, useRole } from "./hooks";
import { IntakeReport } from "./pictures";
import { NamePicker } from "./picker";
import { stranger as told, when, why } from "./words";

/** Who was seen and has no name, and who is ignored. */
export function Unknowns() {
  const [answer, problem] = useEvery(() => get<Answer>("/api/unknowns"), 4000);
  if (answer === null) {
    return <p class={problem === null ? "quiet" : "bad"}>{problem ?? "…"}</p>;
  }
  const again = answer.unknowns.filter((unknown) => unknown.times > 1);
  const once = answer.unknowns.filter((unknown) => unknown.times === 1);
  return (
    <section aria-label="Unknowns" class="unknowns">
      {[answer.faces, answer.strangers]
        .filter((note) => note !== "")
        .map((note) => (
          <p key={note} class="quiet">
            {note}
          </p>
        ))}
      {answer.unknowns.length === 0 && <p class="quiet">Nobody without a name yet.</p>}
      <Strangers title="Seen more than once" unknowns={again} />
      <Strangers title="Seen once" unknowns={once} />
      <Ignored />
    </section>
  );
}

function Strangers({ title, unknowns }: { title: string; unknowns: Unknown[] }) {
  if (unknowns.length === 0) {
    return null;
  }
  return (
    <>
      <h2>
        {title} ({unknowns.length})
      </h2>
      <ul class="gallery">
        {unknowns.map((unknown) => (
          <li key={unknown.strangerId ?? unknown.visits[0]}>
            <Stranger unknown={unknown} />
          </li>
        ))}
      </ul>
    </>
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
          <img src={path`/api/visits/${unknown.face}/face`} alt={unknown.strangerId === null ? "Unknown" : told(unknown.strangerId)} loading="lazy" />
        )}
        <span>
          <strong title={unknown.strangerId ?? undefined}>{unknown.strangerId === null ? "Unknown" : told(unknown.strangerId)}</strong>
          <span>{unknown.times === 1 ? "seen once" : `seen ${unknown.times} times`}</span>
          <span class="quiet">
            {unknown.cameras.join(", ")}, last at {when(unknown.lastSeenAt, unknown.mediaTimeMillis)}
          </span>
          {unknown.reason !== null && <span class="quiet">{why(unknown.reason)}</span>}
        </span>
      </div>
      {unknown.face !== null && may("OPERATOR") && <EnrolVisit visitId={unknown.face} stranger={unknown.strangerId} />}
    </article>
  );
}

/** Gives the face of a visit a name: a new one, or that of somebody who is there; or has it ignored. */
export function EnrolVisit({ visitId, stranger }: { visitId: string; stranger: string | null }) {
  const [name, setName] = useState("");
  const [known, setKnown] = useState<Person | undefined>();
  const [result, setResult] = useState<{ intake: Intake; name: string } | null>(null);
  const [act, busy, problem] = useAction();
  const enrol = (body: { name: string; ignored?: boolean } | { personId: string }, called: string) =>
    act(async () => {
      const intake = await send<Intake>("POST", path`/api/visits/${visitId}/enrol`, body);
      setResult({ intake, name: called });
      setName(intake.taken > 0 ? "" : name);
    });
  const submit = (event: Event) => {
    event.preventDefault();
    enrol(known === undefined ? { name } : { personId: known.personId }, name);
  };
  const unwanted = name.trim() === "" ? stranger === null ? `Ignored at ${visitId}` : `Ignored ${told(stranger)}` : name;
  return (
    <form class="line stacked" onSubmit={submit}>
      <NamePicker label="Name" id={`names-${visitId}`} value={name} required type={setName} meant={setKnown} />
      <button type="submit" class="main" disabled={busy}>
        {known === undefined ? "Enrol" : `Add to ${known.name}`}
      </button>
      <button type="button" disabled={busy} title="Recognise them in order to leave them out" onClick={() => enrol({ name: unwanted, ignored: true }, unwanted)}>
        Ignore
      </button>
      <p role="alert" class="bad">
        {problem}
      </p>
      {result !== null && <IntakeReport {...result} />}
    </form>
  );
}

const MOST_IGNORED = 200;

/** People who are recognised in order to be left out. */
function Ignored() {
  const may = useRole();
  const [changes, setChanges] = useState(0);
  const [roster] = useEvery(() => get<Roster>(`/api/people?ignored=true&limit=${MOST_IGNORED}`), 5000, [changes]);
  const [act, busy, problem] = useAction();
  if (roster === null) {
    return null;
  }
  const heed = (person: Person) =>
    act(async () => {
      await send("PATCH", path`/api/people/${person.personId}`, { ignored: false });
      setChanges((count) => count + 1);
    });
  return (
    <section aria-label="Ignored people">
      <h2>Ignored ({roster.found})</h2>
      <p class="quiet">
        They are recognised in order to be left out: no event tells of them, no face of theirs is kept.
        {roster.found === 0 && " Nobody is."}
        {roster.found > roster.people.length && ` The first ${roster.people.length} are listed.`}
      </p>
      <ul class="ignored">
        {roster.people.map((person) => (
          <li key={person.personId}>
            <strong>{person.name}</strong>
            {roster.can.includes("IGNORE") && may("OPERATOR") && (
              <button type="button" disabled={busy} aria-label={`No longer ignore ${person.name}`} onClick={() => heed(person)}>
                No longer ignore
              </button>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" class="bad">
        {problem}
      </p>
    </section>
  );
}
