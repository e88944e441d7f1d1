import { useEffect, useState } from "preact/hooks";
import { SignedOut } from "./api";

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
