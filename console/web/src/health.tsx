import type { ComponentChildren } from "preact";
import { get, type Camera, type Health as State } from "./api";
import { useEvery } from "./hooks";
import { why } from "./words";

/** States that say why nothing is known of the job, and what to do. */
const JOB: Record<string, [figure: string, words: string]> = {
  NOT_ASKED: ["not asked", "start the console with --rest http://JOBMANAGER:8081"],
  UNREACHABLE: ["not known", "the cluster does not answer"],
  NO_JOB: ["none", "no job on the cluster"],
};

const CHECKPOINTS_MISSED = 3;
const USUAL_INTERVAL_MILLIS = 30_000;

/** Whether checkpoints do not come any more; one that was asked for while the job began is no harm. */
function overdue({ job, since, checkpointIntervalMillis }: State): boolean {
  const last = job.lastCheckpointAtMillis > 0 ? job.lastCheckpointAtMillis : new Date(since).getTime();
  return Date.now() - last > CHECKPOINTS_MISSED * (checkpointIntervalMillis ?? USUAL_INTERVAL_MILLIS);
}

/** How the run does. */
export function Health() {
  const [health, problem] = useEvery(() => get<State>("/api/health"), 2000);
  if (health === null) {
    return <p class="quiet">{problem ?? "…"}</p>;
  }
  return (
    <section aria-label="Health">
      <dl class="tiles">
        <Tile name="Job" kind={health.job.state === "RUNNING" ? "good" : health.job.state === "NOT_ASKED" ? "" : "bad"} figure={JOB[health.job.state]?.[0] ?? health.job.state.toLowerCase()}>
          {JOB[health.job.state]?.[1] ?? `since ${new Date(health.since).toLocaleString()}`}
          {health.job.restarts > 0 && `, restarted ${health.job.restarts} ${health.job.restarts === 1 ? "time" : "times"}`}
        </Tile>
        <Tile name="Checkpoints" kind="" figure={health.job.state in JOB ? "–" : health.job.checkpoints.toLocaleString("en")}>
          {health.job.state in JOB ? "not known" : health.checkpointIntervalMillis !== null && `one every ${(health.checkpointIntervalMillis / 1000).toFixed(0)} s`}
          {health.job.checkpoints > 0 && `; the last took ${health.job.lastCheckpointMillis} ms, ${(health.job.lastCheckpointBytes / 1024).toFixed(0)} KiB`}
          {health.job.checkpointsFailed > 0 && <span class={overdue(health) ? "bad" : ""}>; {health.job.checkpointsFailed} not completed</span>}
        </Tile>
        <Tile name="Events" kind="" figure={health.events.toLocaleString("en")}>
          {health.eventsRefused > 0 ? `${health.eventsRefused} unreadable` : "each counted once"}
        </Tile>
        {health.provider !== null && (
          <Tile name="Computes on" kind="" figure={health.provider}>
            {health.parallelism} {health.parallelism === 1 ? "slot" : "slots"}
          </Tile>
        )}
        {health.topics.map((topic) => (
          <Tile key={topic.topic} name={`Topic ${topic.topic}`} kind={topic.problem === "" ? "" : "bad"} figure={topic.problem === "" ? topic.records.toLocaleString("en") : topic.state.toLowerCase()}>
            {topic.problem !== "" ? topic.problem : `records, ${topic.state.toLowerCase()}`}
            {topic.lastAtMillis > 0 && `, the last of ${new Date(topic.lastAtMillis).toLocaleString()}`}
          </Tile>
        ))}
      </dl>
      <div class="scroll" tabIndex={0} role="group" aria-label="Cameras, a wide table">
        <table>
          <caption>Cameras</caption>
          <thead>
            <tr>
              <th scope="col">Camera</th>
              <th scope="col">State</th>
              <th scope="col">Source</th>
              <th scope="col">Frames</th>
              <th scope="col">Frames/s</th>
              <th scope="col">Decided after</th>
              <th scope="col">Not shown</th>
            </tr>
          </thead>
          <tbody>
            {health.cameras.map((camera) => (
              <tr key={camera.cameraId}>
                <th scope="row">{camera.cameraId}</th>
                <td class={camera.state === "down" ? "bad" : ""}>
                  {camera.state}
                  {camera.state === "down" && camera.since !== null && ` since ${new Date(camera.since).toLocaleTimeString()}`}
                  {camera.reason !== "" && `: ${why(camera.reason)}`}
                </td>
                <td>{camera.source}</td>
                <td class="figure">{camera.frames}</td>
                <td class="figure">{camera.framesASecond.toFixed(1)}</td>
                <td class="figure">{camera.decidedAfterMillis === 0 ? "–" : `${camera.decidedAfterMillis} ms`}</td>
                <td class="figure">{camera.notShown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>What became of frames and faces</h2>
      <div class="countings">
        {health.cameras.map((camera) => (
          <Counts key={camera.cameraId} camera={camera} />
        ))}
      </div>
    </section>
  );
}

type TileProps = { name: string; kind: string; figure: string; children: ComponentChildren };

function Tile({ name, kind, figure, children }: TileProps) {
  return (
    <div class="tile">
      <dt>{name}</dt>
      <dd>
        <strong class={kind}>{figure}</strong>
        <span class="quiet">{children}</span>
      </dd>
    </div>
  );
}

/** What became of each frame and each face. */
function Counts({ camera }: { camera: Camera }) {
  const counts = Object.entries(camera.counts).sort(([a], [b]) => a.localeCompare(b));
  return (
    <details class="counts" open={camera.counts["framesProcessed"] !== undefined}>
      <summary>{camera.cameraId}</summary>
      <dl>
        {counts.map(([name, count]) => (
          <>
            <dt>{label(name)}</dt>
            <dd class="figure">{count}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}

/** framesDropped.BEHIND as people read it: frames dropped, behind. */
function label(name: string): string {
  const [what = "", reason] = name.split(".");
  const words = what.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return reason === undefined ? words : `${words}: ${reason.toLowerCase().replaceAll("_", " ")}`;
}
