import { useState } from "preact/hooks";
import { get, path, send, type Difference, type Version } from "./api";
import { Confirm } from "./confirm";
import { useAction, useEvery, useRole } from "./hooks";
import { many } from "./words";

/** Every change of the facebank, with what going back to it would change. */
export function Versions({ version, changed }: { version: string; changed: () => void }) {
  const [open, setOpen] = useState<string | null>(null);
  const [versions, problem] = useEvery(() => get<Version[]>("/api/people/versions"), 15_000, [version]);
  return (
    <section aria-label="Versions">
      <h2>Versions</h2>
      {problem !== null && <p class="bad">{problem}</p>}
      <ol class="versions">
        {versions?.map((one) => (
          <li key={one.version}>
            <button type="button" aria-expanded={open === one.version} onClick={() => setOpen(open === one.version ? null : one.version)}>
              <strong>{one.version}</strong>
              <time dateTime={one.at}>{new Date(one.at).toLocaleString()}</time>
              <span>{one.action}</span>
              <span class="quiet">
                {one.author}: {many(one.people, "person", "people")}, {many(one.templates, "template", "templates")}
              </span>
            </button>
            {open === one.version && <Change version={one} now={version} changed={changed} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Change({ version, now, changed }: { version: Version; now: string; changed: () => void }) {
  const may = useRole();
  const [act, busy, problem] = useAction();
  const [difference, failed] = useEvery(() => get<Difference>(path`/api/people/versions/${version.version}`), 60_000, [now]);
  return (
    <div class="details">
      <p class="quiet">{version.detail}</p>
      {failed !== null && <p class="bad">{failed}</p>}
      {difference !== null && difference.changes.length === 0 && <p>The same people and templates as now.</p>}
      {difference !== null && difference.changes.length > 0 && (
        <ul>
          {difference.changes.map((one) => (
            <li key={one.personId}>
              {one.nameNow}: {many(one.templatesNow, "template", "templates")} now, {one.templates} then
              {one.name !== one.nameNow && `, then called ${one.name}`}
            </li>
          ))}
        </ul>
      )}
      {may("ADMIN") && version.version !== now && (
        <Confirm
          label={`Go back to ${version.version}`}
          question={`Make everything as it was at version ${version.version}? Who was erased stays erased.`}
          answer="Go back"
          busy={busy}
          act={() =>
            act(async () => {
              await send("POST", path`/api/people/versions/${version.version}/rollback`);
              changed();
            })
          }
        />
      )}
      <p role="alert" class="bad">
        {problem}
      </p>
    </div>
  );
}
