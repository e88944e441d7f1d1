import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { get, SignedOut, type Person, type Role, type Roster } from "./api";

/** Told when the session has ended. */
export const leave = { listener: () => {} };

/** Told whether the console answers. */
export const reach = { listener: (_reached: boolean) => {} };

/** Asks now and then; the last answer, and the problem if the last try failed. The page goes on by itself when the console is back. */
export function useEvery<T>(ask: () => Promise<T>, millis: number, anew: unknown[] = []): [T | null, string | null] {
  const [answer, setAnswer] = useState<T | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const go = async () => {
      try {
        const next = await ask();
        if (!ended) {
          setAnswer(() => next);
          setProblem(null);
          reach.listener(true);
        }
      } catch (error) {
        if (ended) {
          return;
        }
        if (error instanceof SignedOut) {
          leave.listener();
          return;
        }
        setProblem(String((error as Error).message));
        reach.listener(!(error instanceof TypeError));
      }
      timer = setTimeout(go, millis);
    };
    void go();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, anew);
  return [answer, problem];
}

const RANKS: Role[] = ["VIEWER", "OPERATOR", "ADMIN"];

/** What this session may do; null until it is known. */
export const RoleNow = createContext<Role | null>(null);

/** Whether this session may do what asks for a role. */
export function useRole(): (asked: Role) => boolean {
  const role = useContext(RoleNow);
  return (asked) => role !== null && RANKS.indexOf(role) >= RANKS.indexOf(asked);
}

const MOST_NAMES = 300;

/** What people are called, by the ids that events have: asked for those who are shown, as there may be thousands. */
export function useNames(): (personId: string) => string {
  const wanted = useRef(new Set<string>());
  const [count, setCount] = useState(0);
  const ask = async () => {
    if (wanted.current.size > MOST_NAMES) {
      wanted.current.clear(); // those that are still shown come back by being shown
    }
    const query = new URLSearchParams([...wanted.current].map((id) => ["id", id]));
    return wanted.current.size === 0 ? {} : await get<Record<string, string>>(`/api/people/names?${query}`).catch(() => ({}));
  };
  const [names] = useEvery<Record<string, string>>(ask, 5000, [count]);
  useEffect(() => {
    if (wanted.current.size !== count) {
      setCount(wanted.current.size);
    }
  });
  return (personId) => {
    wanted.current.add(personId);
    return names?.[personId] ?? personId;
  };
}

const TYPING_MILLIS = 250;
const MOST_SUGGESTED = 20;

/** A text once nobody has typed for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MILLIS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** People whose name holds a text, and the one who is called exactly so. */
export function useSuggestions(text: string): { people: Person[]; exact: Person | undefined } {
  const wanted = useSettled(text.trim());
  const query = new URLSearchParams({ q: wanted, limit: String(MOST_SUGGESTED) });
  const [roster] = useEvery<Roster | null>(() => (wanted === "" ? Promise.resolve(null) : get<Roster>(`/api/people?${query}`)), 10_000, [wanted]);
  const people = roster?.people ?? [];
  return { people, exact: people.find((person) => person.name === text.trim()) };
}

/** Does something once at a time; says whether it is being done, and what went wrong. */
export function useAction(): [(act: () => Promise<void>) => void, boolean, string] {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const act = (action: () => Promise<void>) => {
    setBusy(true);
    setProblem("");
    action()
      .catch((error: unknown) => {
        if (error instanceof SignedOut) {
          leave.listener();
        } else {
          setProblem(String((error as Error).message));
        }
      })
      .finally(() => setBusy(false));
  };
  return [act, busy, problem];
}
