/** The console's HTTP API, as the pages use it. */

export type Camera = {
  cameraId: string;
  source: string;
  live: boolean;
  state: "waiting" | "up" | "down" | "ended" | "unknown";
  since: string | null;
  reason: string;
  frames: number;
  framesASecond: number;
  /** Why there can be no pictures; empty where there can. */
  noPicture: string;
  notShown: number;
  decidedAfterMillis: number;
  counts: Record<string, number>;
};

export type Visit = {
  visitId: string;
  cameraId: string;
  state: string;
  firstSeenAt: string;
  lastSeenAt: string;
  over: boolean;
  mediaTimeMillis: number | null;
  personId: string | null;
  score: number | null;
  margin: number | null;
  threshold: number | null;
  quality: number | null;
  reason: string | null;
  candidates: { personId: string; score: number }[];
  runnerUp: string | null;
  strangerId: string | null;
  face: boolean;
  facebankVersion: string;
  modelId: string;
  events: { eventId: string; type: string; at: string; personId: string | null; reason: string | null; match: boolean; committed: boolean | null }[];
  /** Whether all of it is committed; null where that is not told. */
  committed: boolean | null;
};

/** What people made of a match. */
export type Reviews = {
  eventId: string;
  state: "READING" | "KEPT" | "NONE" | "AWAY";
  problem: string;
  /** Whether the log of use holds the match, which can be reviewed then. */
  logged: boolean;
  /** Under which name this session would review. */
  by: string;
  reviews: { by: string; verdict: "right" | "wrong"; at: string; note: string }[];
};

export type UseLog = { state: Reviews["state"]; problem: string };

export type Topic = {
  topic: string;
  role: "EVENTS" | "SIGHTINGS" | "ANNOTATIONS" | "FRAMES";
  state: "CONNECTING" | "READING" | "MISSING" | "UNREACHABLE";
  problem: string;
  records: number;
  lastAtMillis: number;
};

export type Health = {
  since: string;
  provider: string | null;
  parallelism: number | null;
  checkpointIntervalMillis: number | null;
  job: {
    state: string;
    restarts: number;
    checkpoints: number;
    checkpointsFailed: number;
    lastCheckpointAtMillis: number;
    lastCheckpointMillis: number;
    lastCheckpointBytes: number;
  };
  topics: Topic[];
  events: number;
  eventsRefused: number;
  cameras: Camera[];
};

export type Face = {
  trackId: string;
  x: number;
  y: number;
  width: number;
  height: number;
  outcome: "PENDING" | "IDENTIFIED" | "UNKNOWN";
  personId: string;
  score: number;
};

export type FrameHeader = {
  capturedAtMillis: number;
  frameWidth: number;
  frameHeight: number;
  delayMillis: number;
  faces: Face[];
};

export type Ability = "ENROL" | "RENAME" | "IGNORE" | "MERGE" | "REMOVE" | "ERASE" | "ROLL_BACK";

export type Shot = {
  shotId: string;
  verdict: string;
  detail: string;
  quality: { overall: number; sharpness: number; brightness: number; faceHeight: number; yaw: number } | null;
  shown: boolean;
};

export type Person = {
  personId: string;
  name: string;
  ignored: boolean;
  templates: number;
  refusal: string | null;
  validUntil: string | null;
  shots: Shot[];
};

export type Roster = {
  kind: "folder" | "topic" | "file" | "none";
  place: string;
  can: Ability[];
  cannot: string[];
  version: string;
  /** With which pictures are looked at; a problem says why that is not the model in force. */
  model: { modelId: string; modelName: string; problem: string };
  total: number;
  found: number;
  offset: number;
  people: Person[];
  notes: string[];
};

export type Intake = {
  personId: string | null;
  taken: number;
  pictures: { file: string; verdict: string; detail: string }[];
  warnings: string[];
};

export type Version = { version: string; at: string; author: string; action: string; people: number; templates: number; detail: string };

export type Difference = {
  version: string;
  now: string;
  changes: { personId: string; name: string; nameNow: string; templates: number; templatesNow: number }[];
};

export type Unknown = {
  strangerId: string | null;
  times: number;
  firstSeenAt: string;
  lastSeenAt: string;
  mediaTimeMillis: number | null;
  cameras: string[];
  face: string | null;
  reason: string | null;
  visits: string[];
};

export type Unknowns = { unknowns: Unknown[]; faces: string; strangers: string };

export type Role = "VIEWER" | "OPERATOR" | "ADMIN";

/** The session has ended, or there was none. */
export class SignedOut extends Error {}

/** The token that this page was opened with, for as long as it is open: a console that was started anew knows no session of before. */
let token: string | null = null;
let returning: Promise<boolean> | null = null;

async function call(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  return response.status === 401 && (await signedInAgain()) ? fetch(path, init) : response;
}

/** Signs in once more, for everybody who asks at the same time. */
function signedInAgain(): Promise<boolean> {
  if (token === null) {
    return Promise.resolve(false);
  }
  returning ??= signIn(token)
    .then(
      () => true,
      () => ((token = null), false),
    )
    .finally(() => (returning = null));
  return returning;
}

async function answer<T>(response: Response): Promise<T> {
  if (response.status === 401) {
    throw new SignedOut();
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.error ?? `status ${response.status}`);
  }
  return body as T;
}

export async function get<T>(path: string): Promise<T> {
  return answer<T>(await call(path));
}

/** Asks for a change; a file goes as it is, anything else as JSON. */
export async function ask<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  const file = body instanceof Blob;
  const headers = { "X-Facestream-Request": "1", "Content-Type": file ? "application/octet-stream" : "application/json" };
  return answer<T>(await call(path, { method, headers, body: file ? body : body === undefined ? null : JSON.stringify(body) }));
}

/** Signs in; the browser then has a cookie that scripts cannot read. */
export async function signIn(shown: string): Promise<void> {
  const response = await fetch("/api/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Facestream-Request": "1" },
    body: JSON.stringify({ token: shown }),
  });
  if (response.status === 401) {
    throw new Error((await response.json()).error);
  }
  await answer(response);
  token = shown;
}

export async function signOut(): Promise<void> {
  token = null;
  await fetch("/api/session", { method: "DELETE", headers: { "X-Facestream-Request": "1" } });
}

/** Changes something; a form goes as it is, everything else as JSON. */
export async function send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: FormData | object): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { "X-Facestream-Request": "1" };
  if (!form && body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  return answer<T>(await call(path, { method, headers, body: form ? body : body === undefined ? null : JSON.stringify(body) }));
}

/** Path with parts that may hold any character. */
export function path(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.map((part, i) => part + (i < values.length ? encodeURIComponent(values[i] ?? "") : "")).join("");
}
