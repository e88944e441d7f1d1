import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get, signIn, signOut, SignedOut, type Health as State, type Role } from "./api";
import { Health } from "./health";
import { leave, reach, RoleNow, useEvery } from "./hooks";
import { Live } from "./live";
import { People } from "./people";
import { Threshold } from "./threshold";
import { Unknowns } from "./unknowns";
import { Verify } from "./verify";
import { Visits } from "./visits";

const PAGES = {
  live: ["Live", Live],
  events: ["Events", Visits],
  people: ["People", People],
  unknowns: ["Unknowns", Unknowns],
  verify: ["Verify", Verify],
  threshold: ["Threshold", Threshold],
  health: ["Health", Health],
} as const;
type Page = keyof typeof PAGES;

function pageOf(hash: string): Page {
  const name = hash.replace(/^#\/?/, "");
  return name in PAGES ? (name as Page) : "live";
}

function App() {
  const [signedIn, setSignedIn] = useState<boolean | null>(null);
  const [page, setPage] = useState<Page>(pageOf(location.hash));
  const [reached, setReached] = useState(true);
  leave.listener = () => setSignedIn(false);
  reach.listener = setReached;
  useEffect(() => {
    void begin().then(setSignedIn);
    const turn = () => setPage(pageOf(location.hash));
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);
  useEffect(() => {
    document.title = `${PAGES[page][0]} · facestream`;
  }, [page]);
  if (signedIn === null) {
    return null;
  }
  if (!signedIn) {
    return <SignIn done={() => setSignedIn(true)} />;
  }
  return <Console page={page} reached={reached} out={() => setSignedIn(false)} />;
}

function Console({ page, reached, out }: { page: Page; reached: boolean; out: () => void }) {
  const Shown = PAGES[page][1];
  const [session] = useEvery(() => get<{ role: Role }>("/api/session"), 60_000);
  return (
    <RoleNow.Provider value={session?.role ?? null}>
      <a class="skip" href="#content" onClick={(event) => (event.preventDefault(), document.getElementById("content")?.focus())}>
        To the content
      </a>
      <header class="top">
        <h1>facestream</h1>
        <nav aria-label="Pages">
          {(Object.keys(PAGES) as Page[]).map((name) => (
            <a key={name} href={`#/${name}`} aria-current={name === page ? "page" : undefined}>
              {PAGES[name][0]}
            </a>
          ))}
        </nav>
        <button type="button" onClick={() => void signOut().then(out)}>
          Sign out
        </button>
      </header>
      <Trouble reached={reached} />
      <main id="content" tabIndex={-1}>
        <Shown />
      </main>
    </RoleNow.Provider>
  );
}

const TROUBLES: Record<string, string> = {
  RESTARTING: "The job has failed and is starting again. Video and visits go on by themselves.",
  FAILING: "The job is failing. The log says why.",
  FAILED: "The job has failed: video and visits stand still. The log says why.",
  CANCELED: "The job was stopped: video and visits stand still.",
};

/** What is wrong with the run as a whole, on whatever page. */
function Trouble({ reached }: { reached: boolean }) {
  const [health] = useEvery(() => get<State>("/api/health"), 2000);
  const [since, setSince] = useState<Date | null>(null);
  useEffect(() => setSince(reached ? null : new Date()), [reached]);
  const trouble = reached
    ? TROUBLES[health?.job.state ?? ""]
    : `The run does not answer since ${(since ?? new Date()).toLocaleTimeString()}: it has ended, or cannot be reached. This page goes on by itself when it is back.`;
  return (
    <div role="alert">{trouble !== undefined && <p class="alert">{trouble}</p>}</div>
  );
}

/** Signs in by the token that the address carries, and takes it out of the address. */
async function begin(): Promise<boolean> {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (token !== undefined) {
    history.replaceState(null, "", "#/live");
    try {
      await signIn(decodeURIComponent(token));
      return true;
    } catch {
      return false;
    }
  }
  try {
    await get("/api/session");
    return true;
  } catch (error) {
    return !(error instanceof SignedOut);
  }
}

function SignIn({ done }: { done: () => void }) {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await signIn(token.trim());
      done();
    } catch (error) {
      setProblem(String((error as Error).message));
    }
  };
  return (
    <main class="sign-in">
      <h1>facestream</h1>
      <form onSubmit={submit}>
        <label for="token">Token, as printed when the console started</label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
          aria-describedby="problem"
        />
        <button type="submit">Sign in</button>
        <p id="problem" role="alert">
          {problem}
        </p>
      </form>
    </main>
  );
}

const place = document.getElementById("app");
if (place !== null) {
  render(<App />, place);
}
