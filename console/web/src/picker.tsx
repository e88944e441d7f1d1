import { useEffect } from "preact/hooks";
import type { Person } from "./api";
import { useSuggestions } from "./hooks";

type Props = {
  label: string;
  id: string;
  value: string;
  except?: string;
  type: (text: string) => void;
  /** Is told who is called exactly so, if anybody. */
  meant: (person: Person | undefined) => void;
  required?: boolean;
  placeholder?: string;
};

/** A name to be typed, with those who are there as suggestions. */
export function NamePicker({ label, id, value, except, type, meant, ...rest }: Props) {
  const { people, exact } = useSuggestions(value);
  const others = people.filter((person) => person.personId !== except);
  const one = exact?.personId === except ? undefined : exact;
  useEffect(() => meant(one), [one?.personId]);
  return (
    <label>
      {label}{" "}
      <input list={id} value={value} maxLength={200} autocomplete="off" onInput={(event) => type(event.currentTarget.value)} {...rest} />
      <datalist id={id}>
        {others.map((person) => (
          <option key={person.personId} value={person.name} />
        ))}
      </datalist>
    </label>
  );
}
