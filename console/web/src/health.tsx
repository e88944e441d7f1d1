import { get, type Camera, type Health as State } from "./api";
import { useEvery } from "./hooks";

/** States that say why nothing is known of the job. */
const JOB: Record<string, string> = {
  NOT_ASKED: "not asked (start the console with --rest http://JOBMANAGER:8081)",
  UNREACHABLE: "not known: the cluster does not answer",
  NO_JOB: "none on the cluster",
};

/** How the run does. */
export function Health() {
  const [health, problem] = useEvery(() => get<State>("/api/health"), 2000);
  if (health === null) {
    return <p class="quiet">{problem ?? "…"}</p>;
  }
  return (
    <section aria-label="Health">
      <dl class="health">
        <dt>Since</dt>
        <dd>{new Date(health.since).toLocaleString()}</dd>
        <dt>Device asked for</dt>
        <dd>{health.provider}</dd>
        {health.parallelism !== null && (
          <>
            <dt>Slots</dt>
            <dd>{health.parallelism}</dd>
          </>
        )}
        <dt>Job</dt>
        <dd class={health.job.state === "RUNNING" ? "good" : health.job.state === "NOT_ASKED" ? "" : "bad"}>
          {JOB[health.job.state] ?? health.job.state.toLowerCase()}
          {health.job.restarts > 0 && `, restarted ${health.job.restarts} times`}
        </dd>
        <dt>Checkpoints</dt>
        <dd>
          {health.job.state in JOB ? "not known" : health.job.checkpoints}
          {health.checkpointIntervalMillis !== null && `, one every ${(health.checkpointIntervalMillis / 1000).toFixed(0)} s`}
          {health.job.checkpoints > 0 &&
            `; the last took ${health.job.lastCheckpointMillis} ms and has ${(health.job.lastCheckpointBytes / 1024).toFixed(0)} KiB`}
          {health.job.checkpointsFailed > 0 && <span class="bad">; {health.job.checkpointsFailed} failed</span>}
        </dd>
        <dt>Events</dt>
        <dd>
          {health.events}
          {health.eventsRefused > 0 && `, ${health.eventsRefused} unreadable`}
        </dd>
        {health.topics.map((topic) => (
          <>
            <dt>Topic {topic.topic}</dt>
            <dd class={topic.problem === "" ? "" : "bad"}>
              {topic.problem !== "" ? topic.problem : `${topic.state.toLowerCase()}, ${topic.records} records`}
              {topic.lastAtMillis > 0 && `, the last of ${new Date(topic.lastAtMillis).toLocaleString()}`}
            </dd>
          </>
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
                <td>{camera.state}</td>
                <td>{camera.source}</td>
                <td class="figure">{camera.frames}</td>
                <td class="figure">{camera.framesASecond.toFixed(1)}</td>
                <td class="figure">{camera.decidedAfterMillis} ms</td>
                <td class="figure">{camera.notShown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {health.cameras.map((camera) => (
        <Counts key={camera.cameraId} camera={camera} />
      ))}
    </section>
  );
}

/** What became of each frame and each face. */
function Counts({ camera }: { camera: Camera }) {
  const counts = Object.entries(camera.counts).sort(([a], [b]) => a.localeCompare(b));
  return (
    <details class="counts">
      <summary>{camera.cameraId}: frames and faces by what became of them</summary>
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
