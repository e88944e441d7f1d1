import { useEffect, useRef, useState } from "preact/hooks";
import { ask, SignedOut } from "./api";
import { leave } from "./hooks";
import { oneIn, why } from "./words";

type HeldFace = { x: number; y: number; width: number; height: number; problem: string };
type Held = { picture: string; width: number; height: number; keptSeconds: number; faces: HeldFace[]; moreFaces: number };
type Comparison = {
  score: number;
  same: boolean;
  threshold: number;
  fmr: number;
  measured: boolean;
  fpir: number;
  people: number;
  modelName: string;
  measuredOn: string;
  problem: string;
};
type Side = { held: Held | null; face: number; problem: string; busy: boolean };

const EMPTY: Side = { held: null, face: 0, problem: "", busy: false };
const NAMES = ["First picture", "Second picture"] as const;
const MOST_BYTES = 64 * 1024 * 1024;

/** Two pictures: the same person or not. */
export function Verify() {
  const [sides, setSides] = useState<[Side, Side]>([EMPTY, EMPTY]);
  const [result, setResult] = useState<Comparison | null>(null);
  const [problem, setProblem] = useState("");
  const kept = useRef(sides);
  kept.current = sides;
  const change = (at: number, part: Partial<Side>) =>
    setSides((all) => all.map((side, i) => (i === at ? { ...side, ...part } : side)) as [Side, Side]);
  const take = (at: number, file: File | undefined) => {
    if (file !== undefined) {
      const before = kept.current[at]?.held;
      void load(file, (part) => change(at, part), before?.picture);
    }
  };
  useEffect(() => {
    // a pasted picture goes to the first empty place
    const paste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith("image/"));
      if (file !== undefined) {
        event.preventDefault();
        take(kept.current[0].held === null ? 0 : 1, file);
      }
    };
    addEventListener("paste", paste);
    return () => {
      removeEventListener("paste", paste);
      kept.current.forEach((side) => side.held !== null && forget(side.held.picture));
    };
  }, []);
  const [left, right] = sides;
  const asked = [left.held?.picture, left.face, right.held?.picture, right.face].join(" ");
  useEffect(() => {
    setResult(null);
    setProblem("");
    if (!left.held?.faces.length || !right.held?.faces.length) {
      return;
    }
    let ended = false;
    const question = {
      left: { picture: left.held.picture, face: left.face },
      right: { picture: right.held.picture, face: right.face },
    };
    ask<Comparison>("POST", "/api/verify", question).then(
      (answer) => !ended && setResult(answer),
      (error: Error) => !ended && told(error, setProblem),
    );
    return () => {
      ended = true;
    };
  }, [asked]);
  return (
    <section aria-label="Verify" class="verify">
      <p class="quiet">
        Do two pictures show the same person? Choose, drop or paste two. They stay in the server's memory for ten minutes at most, and only
        you can see them.
      </p>
      <div class="pair">
        {sides.map((side, at) => (
          <Place
            key={at}
            name={NAMES[at] ?? ""}
            side={side}
            take={(file) => take(at, file)}
            choose={(face) => change(at, { face })}
            clear={() => {
              forget(side.held?.picture);
              change(at, EMPTY);
            }}
          />
        ))}
      </div>
      <div role="status" class="verdict">
        {result !== null && left.held !== null && right.held !== null && (
          <Verdict
            result={result}
            crops={[crop(left.held, left.face), crop(right.held, right.face)]}
            problems={[left.held.faces[left.face]?.problem ?? "", right.held.faces[right.face]?.problem ?? ""]}
          />
        )}
      </div>
      {problem !== "" && (
        <p role="alert" class="bad">
          {problem}
        </p>
      )}
    </section>
  );
}

const crop = (held: Held, face: number) => `/api/verify/pictures/${held.picture}/faces/${face}`;

function told(error: Error, show: (line: string) => void) {
  if (error instanceof SignedOut) {
    leave.listener();
  } else {
    show(error.message);
  }
}

function forget(picture: string | undefined) {
  if (picture !== undefined) {
    void ask("DELETE", `/api/verify/pictures/${picture}`).catch(() => {});
  }
}

async function load(file: File, change: (part: Partial<Side>) => void, before: string | undefined) {
  if (file.size > MOST_BYTES) {
    change({ problem: `picture: ${(file.size / 1024 / 1024).toFixed(0)} MiB (expected: at most 64 MiB)` });
    return;
  }
  change({ busy: true, problem: "" });
  try {
    const held = await ask<Held>("POST", "/api/verify/pictures", file);
    forget(before);
    change({ held, face: 0, busy: false });
  } catch (error) {
    change({ busy: false });
    told(error as Error, (problem) => change({ problem }));
  }
}

type PlaceProps = { name: string; side: Side; take: (file: File | undefined) => void; choose: (face: number) => void; clear: () => void };

/** Where a picture is put in, and one of its faces chosen. */
function Place({ name, side, take, choose, clear }: PlaceProps) {
  const [over, setOver] = useState(false);
  const id = name.split(" ")[0]?.toLowerCase();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files[0]);
  };
  return (
    <div
      class={over ? "place over" : "place"}
      role="group"
      aria-label={name}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div class="bar">
        <strong>{name}</strong>
        <label class="file">
          Choose a file
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp"
            aria-label={name}
            aria-describedby={`problem-${id}`}
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = ""; // the same file again is a choice too
            }}
          />
        </label>
        {side.held !== null && (
          <button type="button" onClick={clear}>
            Take away
          </button>
        )}
      </div>
      <p id={`problem-${id}`} role="alert" class="bad">
        {side.problem}
      </p>
      {side.held === null ? <p class="empty quiet">{side.busy ? "Looking…" : "Drop or paste a picture here"}</p> : <Faces side={side} name={name} held={side.held} choose={choose} />}
    </div>
  );
}

function Faces({ side, held, name, choose }: { side: Side; held: Held; name: string; choose: (face: number) => void }) {
  const count = held.faces.length;
  const shown = count === 0 ? "No face was found in this picture." : count === 1 ? "One face." : `${count} faces: choose one.`;
  return (
    <>
      <div class="faces">
        <img src={`/api/verify/pictures/${held.picture}`} width={held.width} height={held.height} alt={`${name}, ${held.width} by ${held.height} pixels`} />
        {held.faces.map((face, i) => (
          <button
            type="button"
            key={i}
            aria-pressed={side.face === i}
            aria-label={`Face ${i + 1} of ${count}${face.problem === "" ? "" : `, ${why(face.problem)}`}`}
            style={{
              left: `${(100 * face.x) / held.width}%`,
              top: `${(100 * face.y) / held.height}%`,
              width: `${(100 * face.width) / held.width}%`,
              height: `${(100 * face.height) / held.height}%`,
            }}
            onClick={() => choose(i)}
          >
            {count > 1 && <span>{i + 1}</span>}
          </button>
        ))}
      </div>
      <p class={count === 0 ? "bad" : "quiet"}>
        {side.busy ? "Looking…" : shown}
        {held.moreFaces > 0 && ` ${held.moreFaces} more are not listed.`}
      </p>
    </>
  );
}

/** What came of it. */
function Verdict({ result, crops, problems }: { result: Comparison; crops: [string, string]; problems: [string, string] }) {
  return (
    <>
      <div class="crops">
        <img src={crops[0]} width={112} height={112} alt="Face of the first picture, as it is compared" />
        <img src={crops[1]} width={112} height={112} alt="Face of the second picture, as it is compared" />
      </div>
      <div>
        <h2 class={result.same ? "good" : "warn"}>{result.same ? "The same person" : "Not the same person"}</h2>
        <p>
          Score <strong class="figures">{result.score.toFixed(3)}</strong>, {result.same ? "above" : "below"} the threshold of{" "}
          <strong class="figures">{result.threshold.toFixed(3)}</strong>.
        </p>
        <p class="quiet">
          It is what this run asks of one picture
          {result.people === 0
            ? ", as long as its facebank is not read"
            : `, with ${result.people.toLocaleString("en")} ${result.people === 1 ? "person" : "people"} enrolled`}
          . Of pictures of two different people {oneIn(result.fmr)} reach it (FMR {percent(result.fmr)}, model {result.modelName}
          {result.measured ? "" : "; beyond what was measured, so the nearest measured threshold is used"}).
        </p>
        {result.problem !== "" && <p class="warn">{result.problem}</p>}
        {problems.map(
          (one, i) =>
            one !== "" && (
              <p class="warn" key={i}>
                {NAMES[i]}: {why(one)}; the run would not use it.
              </p>
            ),
        )}
      </div>
    </>
  );
}

const percent = (rate: number) => `${+(100 * rate).toPrecision(2)} %`;
