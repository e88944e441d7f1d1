import { useEffect, useState } from "preact/hooks";
import { get, SignedOut, type Role } from "./api";

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

/** Whether this session may do what asks for a role. */
export function useRole(): (asked: Role) => boolean {
  const [session] = useEvery(() => get<{ role: Role }>("/api/session"), 60_000);
  return (asked) => session !== null && RANKS.indexOf(session.role) >= RANKS.indexOf(asked);
}

/** What people are called, by the ids that events have. */
export function useNames(): (personId: string) => string {
  const [names] = useEvery(() => get<Record<string, string>>("/api/people/names").catch(() => ({}) as Record<string, string>), 5000);
  return (personId) => names?.[personId] ?? personId;
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
