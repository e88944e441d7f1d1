/** Times, reasons and figures as people read them. */

const REASONS: Record<string, string> = {
  TOO_SMALL: "the face was too small",
  CUT_OFF: "the face reached beyond the edge",
  BLURRED: "the face was blurred",
  TURNED_AWAY: "the face was turned away",
  TOO_DARK: "it was too dark",
  TOO_BRIGHT: "it was too bright",
  NOT_A_FACE: "what was found is no face",
  BELOW_THRESHOLD: "nobody enrolled is alike enough",
  AMBIGUOUS: "two people are too close to tell apart",
  FACEBANK_EMPTY: "nobody is enrolled",
  TOO_SHORT: "seen too briefly",
};

const VERDICTS: Record<string, string> = {
  TAKEN: "taken",
  REPEATED: "there already",
  DUPLICATE: "the same picture is under another name",
  UNREADABLE: "cannot be read",
  UNSUPPORTED: "no JPEG, PNG or WebP picture",
  TOO_LARGE: "too large",
  DAMAGED: "damaged",
  FAILED: "could not be looked at",
  PERSON_DATA: "what is written about the person cannot be understood",
  NO_CONSENT: "no consent",
  MINOR_WITHOUT_GUARDIAN_CONSENT: "under age, and no guardian has consented",
  EXPIRED: "the enrolment has ended",
  NO_FACE: "no face in it",
  SEVERAL_FACES: "several faces of similar size",
  TOO_SMALL: "the face is too small",
  TURNED_AWAY: "the face is turned away",
  BLURRED: "the face is blurred",
  TOO_DARK: "too dark",
  TOO_BRIGHT: "too bright",
  POOR_TEMPLATE: "something covers the face, or it is none",
  OUTLIER: "unlike the person's other pictures",
};

/** What became of a picture, and why. */
export function verdict(picture: { verdict: string; detail: string }): string {
  const words = VERDICTS[picture.verdict] ?? picture.verdict.toLowerCase().replaceAll("_", " ");
  return picture.detail === "" ? words : `${words} (${picture.detail})`;
}

export function why(reason: string | null): string {
  return reason === null ? "" : (REASONS[reason] ?? reason.toLowerCase().replaceAll("_", " "));
}

/** Position in a file, or time of day of a live camera. */
export function when(at: string, mediaTimeMillis: number | null): string {
  if (mediaTimeMillis !== null) {
    const seconds = mediaTimeMillis / 1000;
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  }
  const time = new Date(at);
  const today = time.toDateString() === new Date().toDateString();
  return today ? time.toLocaleTimeString() : time.toLocaleString(undefined, { dateStyle: "short", timeStyle: "short" });
}

/** Somebody without a name, told apart by the beginning of an id. */
export function stranger(id: string | null): string {
  return id === null ? "unknown" : `stranger ${id.slice(0, 8)}`;
}

export function figure(value: number | null, digits = 2): string {
  return value === null ? "–" : value.toFixed(digits);
}

export function lasting(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** 1 person, 2 people. */
export function many(count: number, one: string, several: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

/** 0.001 as 1 in 1,000. */
export function oneIn(rate: number): string {
  const many = 1 / rate;
  return `1 in ${many < 10 ? +many.toFixed(1) : Math.round(many).toLocaleString("en")}`;
}
