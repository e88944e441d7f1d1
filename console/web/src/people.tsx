import { useState } from "preact/hooks";
import { get, path, send, type Ability, type Intake, type Person, type Roster, type Shot } from "./api";
import { Confirm } from "./confirm";
import { useAction, useEvery, useRole, useSettled } from "./hooks";
import { formOf, IntakeReport, PicturePicker } from "./pictures";
import { NamePicker } from "./picker";
import { Versions } from "./versions";
import { figure, verdict } from "./words";

/** Who can be recognised. */
export function People() {
  const [changes, setChanges] = useState(0);
  const [search, setSearch] = useState("");
  const [offset, setOffset] = useState(0);
  const wanted = useSettled(search.trim());
  const [open, setOpen] = useState<string | null>(null);
  const may = useRole();
  const [roster, problem] = useEvery(() => get<Roster>(`/api/people?${new URLSearchParams({ q: wanted, offset: String(offset) })}`), 4000, [
    changes,
    wanted,
    offset,
  ]);
  if (roster === null) {
    return <p class={problem === null ? "quiet" : "bad"}>{problem ?? "…"}</p>;
  }
  if (roster.kind === "none") {
    return <p class="quiet">{roster.cannot[0]}</p>;
  }
  const changed = () => setChanges((count) => count + 1);
  const can = (ability: Ability) => roster.can.includes(ability);
  return (
    <section aria-label="People" class="people">
      <p class="quiet">
        {roster.total === 1 ? "1 person" : `${roster.total.toLocaleString("en")} people`} in {roster.place}
        {roster.version !== "" && `, version ${roster.version}`}
        {roster.model.modelName !== "" && `, model ${roster.model.modelName}`}. {roster.cannot.join(" ")}
      </p>
      {roster.model.problem !== "" && <p class="bad">Nobody can be enrolled here for now. {roster.model.problem}</p>}
      {problem !== null && <p class="bad">{problem}</p>}
      {roster.notes.length > 0 && (
        <details class="notes">
          <summary class="warn">{roster.notes.length} to look at</summary>
          <ul>
            {roster.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      {can("ENROL") && may("OPERATOR") && <Enrol done={changed} />}
      <div class="line search">
        <label>
          Search{" "}
          <input type="search" value={search} onInput={(event) => (setSearch(event.currentTarget.value), setOffset(0))} />
        </label>
        <Pager roster={roster} turn={setOffset} />
      </div>
      {roster.total === 0 && <p class="quiet">Nobody is enrolled yet: every face will be unknown.</p>}
      <ul class="gallery">
        {roster.people.map((person) => (
          <li key={person.personId}>
            <Card
              person={person}
              roster={roster}
              open={open === person.personId}
              toggle={() => setOpen(open === person.personId ? null : person.personId)}
              changed={changed}
            />
          </li>
        ))}
      </ul>
      {can("ROLL_BACK") && <Versions version={roster.version} changed={changed} />}
    </section>
  );
}

const PAGE = 60;

/** Where in the list this is, and the way on and back. */
function Pager({ roster, turn }: { roster: Roster; turn: (offset: number) => void }) {
  const last = roster.offset + roster.people.length;
  if (roster.found === roster.people.length && roster.found === roster.total) {
    return null;
  }
  return (
    <span class="line" role="group" aria-label="Pages of the list">
      <span class="quiet" role="status">
        {roster.people.length === 0 ? "Nobody" : `${(roster.offset + 1).toLocaleString("en")} to ${last.toLocaleString("en")}`} of{" "}
        {roster.found.toLocaleString("en")}
      </span>
      <button type="button" disabled={roster.offset === 0} onClick={() => turn(Math.max(0, roster.offset - PAGE))}>
        Back
      </button>
      <button type="button" disabled={last >= roster.found} onClick={() => turn(roster.offset + PAGE)}>
        Next
      </button>
    </span>
  );
}

function Enrol({ done }: { done: () => void }) {
  const [name, setName] = useState("");
  const [consent, setConsent] = useState("");
  const [validUntil, setValidUntil] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const [result, setResult] = useState<{ intake: Intake; name: string } | null>(null);
  const [act, busy, problem] = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    setResult(null);
    act(async () => {
      const intake = await send<Intake>("POST", "/api/people", formOf(files, { name, consent, validUntil }));
      setResult({ intake, name });
      if (intake.taken > 0) {
        setName("");
        setConsent("");
        setValidUntil("");
        setFiles([]);
        done();
      }
    });
  };
  return (
    <details class="enrol">
      <summary>Enrol somebody</summary>
      <form onSubmit={submit}>
        <label>
          Name <input value={name} required maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          Consent, such as the form's number (if any){" "}
          <input value={consent} maxLength={500} onInput={(event) => setConsent(event.currentTarget.value)} />
        </label>
        <label>
          Last day (if any) <input type="date" value={validUntil} onInput={(event) => setValidUntil(event.currentTarget.value)} />
        </label>
        <PicturePicker files={files} change={setFiles} />
        <button type="submit" class="main" disabled={busy || files.length === 0}>
          {busy ? "Looking at the pictures…" : "Enrol"}
        </button>
        <p role="alert" class="bad">
          {problem}
        </p>
      </form>
      {result !== null && <IntakeReport {...result} />}
    </details>
  );
}

type CardProps = { person: Person; roster: Roster; open: boolean; toggle: () => void; changed: () => void };

function Card({ person, roster, open, toggle, changed }: CardProps) {
  const first = person.shots.find((shot) => shot.shown);
  const refused = person.shots.filter((shot) => shot.verdict !== "TAKEN").length;
  const kept = roster.kind === "folder" ? "picture" : "template";
  return (
    <article class={person.refusal === null && person.templates > 0 ? "person" : "person off"}>
      <button type="button" class="head" aria-expanded={open} onClick={toggle}>
        {first === undefined ? <span class="blank" aria-hidden="true">{[...person.name][0]}</span> : <img src={shotAddress(person, first)} alt="" loading="lazy" />}
        <span>
          <strong>{person.name}</strong>
          <span class="quiet">
            {person.templates} {person.templates === 1 ? kept : `${kept}s`}
            {refused > 0 && `, ${refused} not taken`}
            {person.validUntil !== null && `, until ${person.validUntil.slice(0, 10)}`}
          </span>
          {person.ignored && <span class="warn">ignored</span>}
          {person.refusal !== null && <span class="bad">{person.refusal}</span>}
        </span>
      </button>
      {open && <Details person={person} roster={roster} changed={changed} />}
    </article>
  );
}

function shotAddress(person: Person, shot: Shot): string {
  return path`/api/people/${person.personId}/pictures/${shot.shotId}`;
}

type DetailsProps = { person: Person; roster: Roster; changed: () => void };

function Details({ person, roster, changed }: DetailsProps) {
  const may = useRole();
  const [act, busy, problem] = useAction();
  const place = path`/api/people/${person.personId}`;
  const can = (ability: Ability) => roster.can.includes(ability);
  const change = (method: "POST" | "PATCH" | "DELETE", at: string, body?: object) =>
    act(async () => {
      await send(method, at, body);
      changed();
    });
  return (
    <div class="details">
      <p class="quiet">Events name this person {person.personId}.</p>
      <ul class="shots" aria-label={`Pictures of ${person.name}`}>
        {person.shots.map((shot) => (
          <li key={shot.shotId}>
            {shot.shown && <img src={shotAddress(person, shot)} alt={`${person.name}, quality ${figure(shot.quality?.overall ?? null)}`} loading="lazy" />}
            {shot.quality !== null ? (
              <span class="name">
                quality {figure(shot.quality.overall)}, face {shot.quality.faceHeight.toFixed(0)} px
              </span>
            ) : (
              <span class="name bad">{verdict(shot)}</span>
            )}
            {can("ERASE") && may("ADMIN") && (
              <Confirm
                label="Delete"
                question={`Delete this picture of ${person.name}?`}
                answer="Delete"
                busy={busy}
                act={() => change("DELETE", `${place}/pictures/${encodeURIComponent(shot.shotId)}`)}
              />
            )}
          </li>
        ))}
      </ul>
      {can("ENROL") && may("OPERATOR") && <Add person={person} changed={changed} />}
      {can("RENAME") && may("OPERATOR") && <Rename person={person} busy={busy} rename={(name) => change("PATCH", place, { name })} />}
      <div class="actions">
        {can("IGNORE") && may("OPERATOR") && (
          <button type="button" disabled={busy} onClick={() => change("PATCH", place, { ignored: !person.ignored })}>
            {person.ignored ? "No longer ignore" : "Ignore: no event, no face kept"}
          </button>
        )}
        {can("REMOVE") && may("OPERATOR") && person.templates > 0 && (
          <Confirm
            label="Remove"
            question={`Remove ${person.name}? Going back to version ${roster.version} brings them back.`}
            answer="Remove"
            busy={busy}
            act={() => change("POST", `${place}/remove`)}
          />
        )}
        {can("ERASE") && may("ADMIN") && (
          <Confirm
            label="Erase"
            question={`Erase ${person.name}? ${roster.kind === "topic" ? "The key to everything of theirs is destroyed." : `${person.shots.length} pictures are deleted.`} There is no way back.`}
            answer="Erase for good"
            busy={busy}
            act={() => change("DELETE", place)}
          />
        )}
        {can("MERGE") && may("ADMIN") && roster.total > 1 && (
          <Merge person={person} busy={busy} merge={(into) => change("POST", `${place}/merge`, { into })} />
        )}
      </div>
      <p role="alert" class="bad">
        {problem}
      </p>
    </div>
  );
}

function Add({ person, changed }: { person: Person; changed: () => void }) {
  const [files, setFiles] = useState<File[]>([]);
  const [intake, setIntake] = useState<Intake | null>(null);
  const [act, busy, problem] = useAction();
  const add = () =>
    act(async () => {
      const result = await send<Intake>("POST", path`/api/people/${person.personId}/pictures`, formOf(files));
      setIntake(result);
      setFiles([]);
      if (result.taken > 0) {
        changed();
      }
    });
  return (
    <div role="group" aria-label={`Add pictures of ${person.name}`}>
      <PicturePicker files={files} change={setFiles} />
      {files.length > 0 && (
        <button type="button" class="main" disabled={busy} onClick={add}>
          {busy ? "Looking at the pictures…" : "Add"}
        </button>
      )}
      <p role="alert" class="bad">
        {problem}
      </p>
      {intake !== null && <IntakeReport intake={intake} name={person.name} />}
    </div>
  );
}

function Rename({ person, busy, rename }: { person: Person; busy: boolean; rename: (name: string) => void }) {
  const [name, setName] = useState(person.name);
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault();
        rename(name);
      }}
    >
      <label>
        Name <input value={name} required maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <button type="submit" disabled={busy || name.trim() === person.name}>
        Rename
      </button>
    </form>
  );
}

type MergeProps = { person: Person; busy: boolean; merge: (into: string) => void };

function Merge({ person, busy, merge }: MergeProps) {
  const [name, setName] = useState("");
  const [other, setOther] = useState<Person | undefined>();
  return (
    <span class="line">
      <NamePicker label="The same person as" id={`merge-${person.personId}`} value={name} except={person.personId} placeholder="name" type={setName} meant={setOther} />
      {other !== undefined && (
        <Confirm
          label={`Merge into ${other.name}`}
          question={`Give the pictures of ${person.name} to ${other.name}? ${person.name} is then no longer there.`}
          answer="Merge"
          busy={busy}
          act={() => merge(other.personId)}
        />
      )}
    </span>
  );
}
