import { useRef } from "preact/hooks";

type Props = { label: string; question: string; answer: string; busy: boolean; act: () => void };

/** A button that asks before it acts; Escape answers no. */
export function Confirm({ label, question, answer, busy, act }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" disabled={busy} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-label={label}>
        <p>{question}</p>
        <form method="dialog">
          <button type="submit" autofocus>
            Cancel
          </button>
          <button
            type="button"
            class="danger"
            onClick={() => {
              dialog.current?.close();
              act();
            }}
          >
            {answer}
          </button>
        </form>
      </dialog>
    </>
  );
}
