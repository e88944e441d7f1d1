import { useState } from "preact/hooks";
import { get, path, send, type Reviews as Answer } from "./api";
import { useAction, useEvery, useRole } from "./hooks";
import { when } from "./words";

const MOST_NOTE = 500;
const WAITING_MILLIS = 1_500;
const USUAL_MILLIS = 10_000;

type Props = { eventId: string; at: string; person: string };

/** Whether a match is right: what people have said, and what this one says. */
export function Reviews({ eventId, at, person }: Props) {
  const may = useRole();
  const [given, setGiven] = useState<Answer | null>(null);
  const [waiting, setWaiting] = useState(true);
  const ask = async () => {
    const answer = await get<Answer>(path`/api/events/${eventId}/reviews`);
    setWaiting(answer.state === "READING" || (answer.state === "KEPT" && !answer.logged));
    if (answer.logged || given === null) {
      setGiven(answer);
    }
    return answer;
  };
  const [answer, problem] = useEvery(ask, waiting ? WAITING_MILLIS : USUAL_MILLIS, [eventId, waiting]);
  if (answer?.state === "NONE") {
    return null; // the page says so
  }
  const trouble = problem ?? answer?.problem ?? "";
  return (
    <section class="reviews" aria-label={`Review of ${person}`}>
      <h3>
        Is this {person}? <span class="quiet">identified at {at}</span>
      </h3>
      {given !== null && given.logged && <Given reviews={given.reviews} />}
      {answer?.state === "KEPT" && !answer.logged && <p class="quiet">It can be reviewed after the job's next checkpoint.</p>}
      {trouble !== "" && <p class="quiet">{trouble}</p>}
      {given !== null && may("OPERATOR") && <Verdict answer={given} done={setGiven} />}
    </section>
  );
}

function Given({ reviews }: { reviews: Answer["reviews"] }) {
  return (
    <div role="status">
      <ul>
        {reviews.length === 0 && <li class="quiet">Nobody has looked at this match yet.</li>}
        {reviews.map((review) => (
          <li key={review.by + review.at}>
            <strong class={review.verdict === "right" ? "good" : "bad"}>{review.verdict === "right" ? "✓ right" : "✗ wrong"}</strong>, by {review.by},{" "}
            <time dateTime={review.at} class="quiet">
              {when(review.at, null)}
            </time>
            {review.note !== "" && <q>{review.note}</q>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Right or wrong, and a note that goes with it. */
function Verdict({ answer, done }: { answer: Answer; done: (answer: Answer) => void }) {
  const [note, setNote] = useState("");
  const [act, busy, problem] = useAction();
  const say = (verdict: "right" | "wrong") =>
    act(async () => {
      done(await send<Answer>("POST", path`/api/events/${answer.eventId}/reviews`, { verdict, note }));
      setNote("");
    });
  return (
    <form class="line" onSubmit={(event) => event.preventDefault()}>
      <input
        aria-label="Note"
        placeholder="Note, without names (optional)"
        maxLength={MOST_NOTE}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <button type="button" disabled={busy || !answer.logged} onClick={() => say("right")}>
        Right
      </button>
      <button type="button" disabled={busy || !answer.logged} onClick={() => say("wrong")}>
        Wrong
      </button>
      <p class="quiet">Recorded in the log of use as {answer.by}, for good.</p>
      <p role="alert" class="bad">
        {problem}
      </p>
    </form>
  );
}
